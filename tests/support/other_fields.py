"""Programs of other fields, all of them right: nothing is noticed in any."""

from __future__ import annotations

PROGRAMS = {
    "k-means": """\
import numpy as np
rng = np.random.default_rng(0)
X = np.concatenate([rng.normal(c, 0.5, size=(40, 2)) for c in (0, 3, 6)])
rng.shuffle(X)
K = 3
centers = X[:K].copy()
for it in range(12):
    d = ((X[:, None, :] - centers[None]) ** 2).sum(axis=2)
    labels = d.argmin(axis=1)
    old = centers
    new = np.array([X[labels == k].mean(axis=0) for k in range(K)])
    shift = np.abs(new - centers).max()
    centers = new
    if shift < 1e-9:
        break
inertia = d[np.arange(len(X)), labels].sum()
far = np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))
a = np.array([row[labels == l].mean() for row, l in zip(far, labels)])
b = np.array(
    [min(row[labels == k].mean() for k in range(K) if k != l) for row, l in zip(far, labels)]
)
silhouette = np.mean((b - a) / np.maximum(a, b))
print(inertia, silhouette)
""",
    "principal components": """\
import numpy as np
rng = np.random.default_rng(1)
Z = rng.normal(size=(100, 2))
W = rng.normal(size=(2, 6))
data = Z @ W + 0.1 * rng.normal(size=(100, 6))
mean = data.mean(axis=0)
Xc = data - mean
cov = Xc.T @ Xc / (len(Xc) - 1)
vals, vecs = np.linalg.eigh(cov)
order = np.argsort(vals)[::-1]
vals, vecs = vals[order], vecs[:, order]
scores = Xc @ vecs[:, :2]
back = scores @ vecs[:, :2].T + mean
error = np.mean((data - back) ** 2)
U, S, Vt = np.linalg.svd(Xc, full_matrices=False)
explained = S ** 2 / np.sum(S ** 2)
whitened = scores / np.sqrt(vals[:2])
v = rng.normal(size=6)
for i in range(50):
    v = cov @ v
    v /= np.linalg.norm(v)
print(error, explained[:2], abs(v @ vecs[:, 0]))
""",
    "logistic regression by Newton's steps": """\
import numpy as np
np.random.seed(0)
n = 120
X = np.c_[np.ones(n), np.random.randn(n, 2)]
y = (X @ np.array([0.3, 2.0, -1.0]) + np.random.randn(n) > 0).astype(float)
w = np.zeros(3)
for it in range(8):
    p = 1 / (1 + np.exp(-X @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    g = X.T @ (p - y) / n
    R = p * (1 - p)
    H = (X * R[:, None]).T @ X / n
    step = np.linalg.solve(H, g)
    w = w - step
se = np.sqrt(np.diag(np.linalg.inv(H * n)))
z = w / se
acc = np.mean((p > 0.5) == y)
tp = np.sum((p > 0.5) & (y == 1))
fp = np.sum((p > 0.5) & (y == 0))
fn = np.sum((p <= 0.5) & (y == 1))
f1 = 2 * tp / (2 * tp + fp + fn)
print(w, acc, f1)
""",
    "recurrent cell": """\
import numpy as np
np.random.seed(3)
text = "hello world, hello there"
chars = sorted(set(text))
ix = {c: i for i, c in enumerate(chars)}
V, H = len(chars), 12
Wxh, Whh = np.random.randn(H, V) * 0.1, np.random.randn(H, H) * 0.1
Why = np.random.randn(V, H) * 0.1
bh, by = np.zeros((H, 1)), np.zeros((V, 1))
mem = [np.zeros_like(p) for p in (Wxh, Whh, Why, bh, by)]
smooth = None
for epoch in range(6):
    hprev = np.zeros((H, 1))
    for s in range(0, len(text) - 7, 6):
        inputs = [ix[c] for c in text[s:s + 6]]
        targets = [ix[c] for c in text[s + 1:s + 7]]
        xs, hs, ps = {}, {-1: np.copy(hprev)}, {}
        loss = 0
        for t in range(len(inputs)):
            xs[t] = np.zeros((V, 1)); xs[t][inputs[t]] = 1
            hs[t] = np.tanh(Wxh @ xs[t] + Whh @ hs[t - 1] + bh)
            o = Why @ hs[t] + by
            ps[t] = np.exp(o) / np.sum(np.exp(o))
            loss += -np.log(ps[t][targets[t], 0])
        dWxh, dWhh, dWhy = np.zeros_like(Wxh), np.zeros_like(Whh), np.zeros_like(Why)
        dbh, dby = np.zeros_like(bh), np.zeros_like(by)
        dhnext = np.zeros_like(hs[0])
        for t in reversed(range(len(inputs))):
            dy = np.copy(ps[t]); dy[targets[t]] -= 1
            dWhy += dy @ hs[t].T; dby += dy
            dh = Why.T @ dy + dhnext
            draw = (1 - hs[t] * hs[t]) * dh
            dbh += draw; dWxh += draw @ xs[t].T; dWhh += draw @ hs[t - 1].T
            dhnext = Whh.T @ draw
        for d in (dWxh, dWhh, dWhy, dbh, dby):
            np.clip(d, -5, 5, out=d)
        for p, d, m in zip((Wxh, Whh, Why, bh, by), (dWxh, dWhh, dWhy, dbh, dby), mem):
            m += d * d
            p += -0.1 * d / np.sqrt(m + 1e-8)
        hprev = hs[len(inputs) - 1]
        smooth = loss if smooth is None else 0.99 * smooth + 0.01 * loss
print(smooth)
""",
    "convolution by loops": """\
import numpy as np
rng = np.random.default_rng(5)
N, k, F = 12, 3, 2
images = rng.normal(size=(N, 6, 6))
labels = (images[:, :3].mean(axis=(1, 2)) > images[:, 3:].mean(axis=(1, 2))).astype(int)
Wc, bc = rng.normal(size=(F, k, k)) * 0.3, np.zeros(F)
Wf, bf = rng.normal(size=(F * 4, 2)) * 0.3, np.zeros(2)
lr = 0.05
for epoch in range(2):
    total, right = 0.0, 0
    for img, label in zip(images, labels):
        conv = np.zeros((F, 4, 4))
        for f in range(F):
            for i in range(4):
                for j in range(4):
                    conv[f, i, j] = np.sum(img[i:i + k, j:j + k] * Wc[f]) + bc[f]
        act = np.maximum(conv, 0)
        pool = act.reshape(F, 2, 2, 2, 2).max(axis=(2, 4))
        flat = pool.reshape(-1)
        scores = flat @ Wf + bf
        e = np.exp(scores - scores.max())
        p = e / e.sum()
        total += -np.log(p[label])
        right += int(p.argmax() == label)
        ds = p.copy(); ds[label] -= 1
        dWf = np.outer(flat, ds); dbf = ds
        dpool = (Wf @ ds).reshape(pool.shape)
        dconv = np.zeros_like(conv)
        for f in range(F):
            for i in range(2):
                for j in range(2):
                    patch = act[f, 2 * i:2 * i + 2, 2 * j:2 * j + 2]
                    a, b = np.unravel_index(patch.argmax(), patch.shape)
                    dconv[f, 2 * i + a, 2 * j + b] = dpool[f, i, j]
        dconv[conv <= 0] = 0
        dWc = np.zeros_like(Wc)
        for f in range(F):
            for i in range(4):
                for j in range(4):
                    dWc[f] += dconv[f, i, j] * img[i:i + k, j:j + k]
        dbc = dconv.sum(axis=(1, 2))
        Wf -= lr * dWf; bf -= lr * dbf; Wc -= lr * dWc; bc -= lr * dbc
    print(total / N, right / N)
""",
    "ridge regression": """\
import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(80, 5)) * [1, 10, 0.1, 3, 2] + 4
y = X @ np.array([1., -.2, 5, 0, 1]) + rng.normal(size=80)
idx = rng.permutation(80)
train, val = idx[:60], idx[60:]
mu, sd = X[train].mean(axis=0), X[train].std(axis=0)
ym = y[train].mean()
A, t = (X[train] - mu) / sd, y[train] - ym
B, tv = (X[val] - mu) / sd, y[val]
best, best_lam = np.inf, None
for lam in 10.0 ** np.arange(-3, 4):
    w = np.linalg.solve(A.T @ A + lam * np.eye(5), A.T @ t)
    pred = B @ w + ym
    rmse = np.sqrt(np.mean((pred - tv) ** 2))
    if rmse < best:
        best, best_lam, best_w = rmse, lam, w
H = A @ np.linalg.inv(A.T @ A + best_lam * np.eye(5)) @ A.T
loo = np.mean(((t - H @ t) / (1 - np.diag(H))) ** 2)
r2 = 1 - np.sum((tv - (B @ best_w + ym)) ** 2) / np.sum((tv - tv.mean()) ** 2)
print(best_lam, best, loo, r2)
""",
    "Gibbs sampling": """\
import numpy as np
rng = np.random.default_rng(4)
data = np.concatenate([rng.normal(-2, 1, 40), rng.normal(3, 1, 60)])
mu = np.array([-1.0, 1.0]); pi = np.array([0.5, 0.5])
samples = []
for sweep in range(40):
    logp = np.log(pi) - 0.5 * (data[:, None] - mu) ** 2
    p = np.exp(logp - logp.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    z = (rng.random(len(data)) < p[:, 1]).astype(int)
    for k in range(2):
        mine = data[z == k]
        prec = len(mine) + 0.01
        mu[k] = rng.normal(mine.sum() / prec, 1 / np.sqrt(prec))
    counts = np.bincount(z, minlength=2)
    pi = rng.dirichlet(counts + 1)
    samples.append(mu.copy())
    # Ising
spins = rng.choice([-1, 1], size=(6, 6))
for step in range(100):
    i, j = rng.integers(0, 6, 2)
    nb = spins[(i - 1) % 6, j] + spins[(i + 1) % 6, j]
    nb = nb + spins[i, (j - 1) % 6] + spins[i, (j + 1) % 6]
    dE = 2 * spins[i, j] * nb
    if dE <= 0 or rng.random() < np.exp(-dE / 2.0):
        spins[i, j] *= -1
post = np.array(samples)[10:]
print(post.mean(axis=0), post.std(axis=0), abs(spins.sum()) / spins.size)
""",
    "boosted stumps": """\
import numpy as np
rng = np.random.default_rng(6)
X = rng.uniform(-1, 1, size=(60, 2))
y = np.sin(3 * X[:, 0]) + X[:, 1] ** 2 + 0.1 * rng.normal(size=60)
X_train, X_test, y_train, y_test = X[:45], X[45:], y[:45], y[45:]

def fit_stump(X, r):
    best = (np.inf, 0, 0.0, 0.0, 0.0)
    for f in range(X.shape[1]):
        for t in np.quantile(X[:, f], [0.2, 0.4, 0.6, 0.8]):
            left = X[:, f] <= t
            a, b = r[left].mean(), r[~left].mean()
            sse = np.sum((r - np.where(left, a, b)) ** 2)
            if sse < best[0]:
                best = (sse, f, t, a, b)
    return best[1:]

def predict(stump, X):
    f, t, a, b = stump
    return np.where(X[:, f] <= t, a, b)

base = y_train.mean()
F = np.full(len(y_train), base)
stumps, lr = [], 0.3
for m in range(10):
    residual = y_train - F
    stump = fit_stump(X_train, residual)
    stumps.append(stump)
    F += lr * predict(stump, X_train)
test = base + lr * sum(predict(s, X_test) for s in stumps)
mse = np.mean((test - y_test) ** 2)
# AdaBoost
s = np.where(X[:, 0] + X[:, 1] > 0, 1, -1)
w = np.ones(60) / 60
margin = np.zeros(60)
for m in range(8):
    cuts = [(f, t) for f in (0, 1) for t in np.linspace(-0.8, 0.8, 9)]
    errs = [(w[np.where(X[:, f] > t, 1, -1) != s].sum(), f, t) for f, t in cuts]
    e, f, t = min(errs)
    alpha = 0.5 * np.log((1 - e) / e)
    h = np.where(X[:, f] > t, 1, -1)
    w = w * np.exp(-alpha * s * h)
    w /= w.sum()
    margin += alpha * h
print(mse, np.mean(np.sign(margin) == s))
""",
    "texts": """\
import numpy as np
docs = ["the cat sat", "a dog sat down", "the dog and the cat", "a bird flew"]
labels = np.array([0, 1, 1, 2])
vocab = sorted({w for d in docs for w in d.split()})
index = {w: i for i, w in enumerate(vocab)}
counts = np.zeros((len(docs), len(vocab)), dtype=int)
for i, d in enumerate(docs):
    for w in d.split():
        counts[i, index[w]] += 1
df = (counts > 0).sum(axis=0)
tfidf = counts / counts.sum(axis=1, keepdims=True) * np.log(len(docs) / df)
norm = np.linalg.norm(tfidf, axis=1, keepdims=True)
unit = tfidf / norm
sim = unit @ unit.T
np.fill_diagonal(sim, -1)
nearest = sim.argmax(axis=1)
onehot = np.eye(3)[labels]
prior = np.log(onehot.mean(axis=0))
likelihood = (onehot.T @ counts + 1) / (onehot.T @ counts + 1).sum(axis=1, keepdims=True)
joint = counts @ np.log(likelihood).T + prior
pred = joint.argmax(axis=1)
accuracy = (pred == labels).mean()
co = np.zeros((len(vocab), len(vocab)))
for d in docs:
    ws = [index[w] for w in d.split()]
    for a in ws:
        for b in ws:
            if a != b:
                co[a, b] += 1
expected = np.outer(co.sum(axis=1), co.sum(axis=0)) / co.sum()
with np.errstate(divide="ignore", invalid="ignore"):
    pmi = np.log(co / expected)
ppmi = np.where(np.isfinite(pmi), np.maximum(pmi, 0), 0)
print(nearest, accuracy, ppmi.max())
""",
    "autoencoder": """\
import numpy as np
rng = np.random.default_rng(8)
X = np.tanh(rng.normal(size=(60, 2)) @ rng.normal(size=(2, 6)))
We, be = rng.normal(size=(6, 3)) * 0.4, np.zeros(3)
Wd, bd = rng.normal(size=(3, 6)) * 0.4, np.zeros(6)
history = []
for epoch in range(15):
    noisy = X + 0.05 * rng.normal(size=X.shape)
    mask = rng.random(X.shape) > 0.1
    code = np.tanh((noisy * mask) @ We + be)
    out = code @ Wd + bd
    diff = out - X
    loss = np.mean(np.sum(diff ** 2, axis=1))
    history.append(loss)
    dout = 2 * diff / len(X)
    dWd, dbd = code.T @ dout, dout.sum(axis=0)
    dcode = dout @ Wd.T * (1 - code ** 2)
    dWe, dbe = (noisy * mask).T @ dcode, dcode.sum(axis=0)
    We -= 0.2 * dWe; be -= 0.2 * dbe; Wd -= 0.2 * dWd; bd -= 0.2 * dbd
anomaly = np.sum((np.tanh(X @ We + be) @ Wd + bd - X) ** 2, axis=1)
threshold = np.quantile(anomaly, 0.95)
flags = anomaly > threshold
print(history[0], history[-1], flags.sum())
""",
    "hidden Markov model": """\
import numpy as np
A = np.array([[0.7, 0.3, 0.0], [0.0, 0.6, 0.4], [0.2, 0.0, 0.8]])
B = np.array([[0.9, 0.1], [0.5, 0.5], [0.0, 1.0]])
pi = np.array([1.0, 0.0, 0.0])
obs = [0, 0, 1, 1, 0, 1]
with np.errstate(divide="ignore"):
    logA, logB, logpi = np.log(A), np.log(B), np.log(pi)
delta = logpi + logB[:, obs[0]]
back = []
for o in obs[1:]:
    scores = delta.reshape(-1, 1) + logA
    back.append(scores.argmax(axis=0))
    delta = scores.max(axis=0) + logB[:, o]
path = [int(delta.argmax())]
for b in reversed(back):
    path.append(int(b[path[-1]]))
alpha = pi * B[:, obs[0]]
scale = [alpha.sum()]
alpha = alpha / alpha.sum()
for o in obs[1:]:
    alpha = (alpha @ A) * B[:, o]
    scale.append(alpha.sum())
    alpha = alpha / scale[-1]
ll = np.sum(np.log(scale))
beta = np.ones(3)
xi = np.zeros((3, 3))
for t in range(len(obs) - 2, -1, -1):
    xi += alpha.reshape(-1, 1) * A * (B[:, obs[t + 1]] * beta)
    beta = A @ (B[:, obs[t + 1]] * beta) / scale[t + 1]
print(path[::-1], ll, xi.sum())
""",
    "Gaussian process": """\
import numpy as np
rng = np.random.default_rng(1)
x = np.sort(rng.uniform(0, 5, 20)); y = np.sin(x) + 0.1 * rng.normal(size=20)
def k(a, b, l=1.0):
    return np.exp(-0.5 * (a.reshape(-1, 1) - b) ** 2 / l ** 2)
K = k(x, x) + 0.01 * np.eye(20)
xs = np.linspace(0, 5, 20)
Ks = k(xs, x)
L = np.linalg.cholesky(K)
alpha = np.linalg.solve(L.T, np.linalg.solve(L, y))
mean = Ks @ alpha
v = np.linalg.solve(L, Ks.T)
var = np.diag(k(xs, xs)) - np.sum(v ** 2, axis=0)
sd = np.sqrt(np.maximum(var, 0))
nll = 0.5 * y @ alpha + np.log(np.diag(L)).sum() + 10 * np.log(2 * np.pi)
grid = np.sin(xs) * np.cos(x).reshape(-1, 1)
D = np.abs(y - y.reshape(-1, 1))
mean_pair = D.sum() / (20 * 19)
dtw = np.full((21, 21), np.inf)
dtw[0, 0] = 0
for i in range(1, 21):
    for j in range(1, 21):
        dtw[i, j] = abs(y[i - 1] - mean[j - 1]) + np.min(dtw[i - 1:i + 1, j - 1:j + 1])
print(nll, sd.mean(), mean_pair, dtw[-1, -1])
""",
}
