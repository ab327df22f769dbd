"""Open Contracting Data Standard: releases, records, JSON Lines."""
