"""Military expenditure by country, from the workbook of SIPRI that a user brings."""
