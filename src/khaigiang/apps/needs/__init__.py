"""Training needs: asked of units, found in the records, and drawn from inspections; added up to a draft of the plan."""
