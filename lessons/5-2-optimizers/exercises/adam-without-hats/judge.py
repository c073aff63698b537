start = np.array([3.0, -2.0])
p, seen = start, []

for _ in range(41):
    costs.append(float(np.sum(p**2)))
    seen.append(2 * p)
    p = adam(start, np.array(seen), 0.1)
