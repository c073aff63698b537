"""What is due again, and when: the schedule, the questions of a review, what is still known."""
