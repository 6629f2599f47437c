print("facies")
