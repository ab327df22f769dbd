"""Answers of OrgBook, the register of British Columbia."""
