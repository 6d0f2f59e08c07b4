print("goals")
