"""Named questions over the whole: plan against actual, coverage of a cohort."""
