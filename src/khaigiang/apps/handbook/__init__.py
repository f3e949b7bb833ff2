"""Questions and answers, tied to the instruments they rest on."""
