"""The register of enterprises of Quebec."""
