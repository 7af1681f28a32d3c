"""Learners read, practise, sit exams and complete modules."""
