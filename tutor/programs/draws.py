"""What draws by lot, by NumPy's names."""

DRAWS = {"rand", "randn", "random", "random_sample", "standard_normal", "normal", "uniform"}
DRAWS |= {"binomial", "choice", "permutation", "integers", "randint", "laplace", "exponential"}
DRAWS |= {"beta", "dirichlet", "gamma", "geometric", "gumbel", "multinomial", "poisson"}
