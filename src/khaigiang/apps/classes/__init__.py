"""Classes, their study groups, and who sits in them."""
