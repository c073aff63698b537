"""Programs that are unlike any network: all that is said of them is said without a fault."""

from __future__ import annotations

import pytest

from tutor.plots.cells import Palette, plain
from tutor.programs.frame import TABS, frame
from tutor.programs.looking import CodeLook
from tutor.programs.moves import WalkPlace
from tutor.programs.program import program_of_text
from tutor.programs.reference import Reference
from tutor.programs.running import run_program
from tutor.programs.slope_rows import sentence, with_check
from tutor.programs.slopes.check import check_gradients
from tutor.programs.tree_rows import tree_rows
from tutor.programs.why.asked import WhyQuestion

PALETTE = Palette((0, 0, 0), (255, 255, 255), (0, 0, 255), (255, 128, 0), ((1, 2, 3),) * 4)
BEGIN = "import numpy as np\nrng = np.random.default_rng(0)\n"
REFERENCES = (
    Reference((2, 4, 1), "tanh"),
    Reference((2, 2), "relu", "linear", "mse"),
    Reference((2, 4, 1), "relu", "softmax"),
)
ODD = (
    """
a=np.zeros((0,3))
b=a.sum(axis=0)
c=a.T@a
d=a.mean()
e=a.max(axis=1) if a.size else 0
""",
    """
a=np.ones((2,3,4,5))
b=a.sum(axis=(1,2))
c=a[...,0]
d=a[:,None]
e=a.transpose(3,0,1,2)
f=np.einsum('abcd,abce->de',a,a)
g=a@a.swapaxes(-1,-2)
h=np.tensordot(a,a,axes=([1],[1]))
""",
    """
z=np.array([1+2j,3])
w=z*2
x=abs(z)
y=np.array(['a','b'])
q=y=='a'
r=np.array([object()])
s=np.array([{},None])
""",
    """
m=np.matrix([[1.,2],[3,4]])
k=m*m
j=m.T
l=m[0]
l[0,0]=9
n=m+1
""",
    """
import numpy.ma as ma
x=ma.masked_array([1.,2,3],mask=[0,1,0])
y=x*2
z=x.mean()
x[0]=5
""",
    """
x=[1,2,3]
y=[i*2 for i in x]
z=sum(y)
x[0]=5
x[1]+=2
w=max(y)
t=(1,2)+(3,)
u=x*2
""",
    """
x=np.float32(3)
y=x*2
z=np.int8(100)+np.int8(100)
b=np.bool_(True)
n=not b
u=10**400
v=float('nan')
y=v*2
W=np.full((2,2),np.nan)
Z=W@W
log=np.log(np.zeros(3))
""",
    """
W1=rng.normal(size=(4,2))
b1=np.zeros((4,1))
X=rng.normal(size=(2,5))
Y=np.array([[1,0,1,1,0]])
W2=np.ones((1,4))
b2=0
for i in range(3):
  A=np.tanh(W1@X+b1)
  P=1/(1+np.exp(-(W2@A+b2)))
  loss=-np.mean(Y*np.log(P)+(1-Y)*np.log(1-P))
  dZ=P-Y
  dW2=dZ@A.T/5
  db2=dZ.mean()
  W2=W2-dW2
  b2=b2-db2
""",
    """
W1=np.ones((4,2))
X=np.ones((2,5))
Y='text'
y=None
t=3
labels=[[1]]
targets=np.ones((3,3,3))
Z=W1@X
W2=np.ones((1,4))
Z2=W2@Z
""",
    """
W1=np.ones((4,2))*1e308
X=np.ones((2,5))*1e308
Y=np.ones((1,5))*7
W2=np.ones((1,4))
Z=W2@(W1@X)
loss=np.inf
loss=loss*1
dW1=np.zeros((4,2))*1
dW2=W2*np.nan
""",
    """
Y=np.array([[0.5,0.2]])
X=np.ones((2,2))
W1=np.ones((4,2))
W2=np.ones((1,4))
Z=W2@(W1@X)
""",
    """
class A:
  def __matmul__(s,o): return np.ones((2,2))
  def __getitem__(s,i): return 3.0
  def __setitem__(s,i,v): pass
a=A()
b=a@a
c=a[1:2]
a[b>0]=3
a[0]+=1
a['x']=b
""",
    """
x=np.arange(10.)
x[[1,1,2]]+=1
x[x>3]=x[x>3]*2
x[...]=0
x[2:4],x[5]=1,2
x[-1]-=3
y=x[::-1]
y[0]=7
v=x.reshape(2,5)
v[0]*=2
v+=x.reshape(2,5)
x=x[None]
d={'a':x}
d['a'][0,0]=1
d['a']=d['a']*2
l=[x,x]
l[0]=l[1]*2
l[0][0]+=2
""",
    """
def f(n):
  if n==0: return np.ones(2)
  return f(n-1)*2
y=f(20)
loss=y.sum()
W=np.ones(2)
dW=W*2
W-=dW
loss=W.sum()
dW=W*1
""",
    """
x=np.random.rand(300,400)
y=x@x.T
z=y.sum(axis=0)
m=y.mean()
x[0]=1
x-=x.mean(axis=0)
w=x[5:7]
k=np.concatenate([x,x])
""",
    """
X_test=rng.normal(size=(5,2))
mean=X_test.mean(0)
X_val=X_test[:2]-mean
rng.shuffle(X_test)
t=np.ones(5)
rng.shuffle(t)
np.random.permutation(5)
A=X_test
A*=2
B=A.T.reshape(-1)
B[0]=3
q=A+0
""",
)


@pytest.mark.sampled
@pytest.mark.parametrize("code", ODD)
def test_everything_can_be_asked_of_any_program(code: str) -> None:
    given = program_of_text("odd.py", BEGIN + code)
    for reference in (None, *REFERENCES):
        look = CodeLook(text=given, reference=reference, right=None if reference else given)
        run = look.run(given, lambda: False)
        judgement = look.judge(run)
        standing = look.begin(run, judgement)
        judgement.after(standing)
    check = check_gradients(given, run)
    notes = with_check(judgement.notes, run, check)
    assert sentence(check)
    for place in range(len(run.operations)):
        asked: WhyQuestion | None = WhyQuestion(WalkPlace(run).at(place))
        for size in ((140, 45), (80, 24), (40, 12)):
            values = TABS.index("values")
            assert frame(WalkPlace(run).at(place), notes, PALETTE, size, values, asked).values
        for _ in range(5):
            asked = asked.choosing(1).down() if asked else None
            assert asked is None or asked.box(9, 70)[1]


@pytest.mark.parametrize("turn", [0, 1, 2, 3, 35, 67, 68, 69])
def test_a_long_loop_is_folded_round_the_iteration_at_hand(turn: int) -> None:
    run = run_program(program_of_text("code.py", "x = 1.0\nfor i in range(70):\n    x = x * 2\n"))
    there = WalkPlace(run).at(0).iteration(turn)
    assert isinstance(there, WalkPlace)
    rows = plain([row.row for row in tree_rows(there, {})]).split("\n")
    folded = [row.split("i = ")[1].strip() for row in rows if "▸ i = " in row]
    runs = [range(turn), range(turn + 1, 70)]
    assert folded == [
        str(run[0]) if len(run) == 1 else f"{run[0]}{', ' if len(run) == 2 else ' … '}{run[-1]}"
        for run in runs
        if run
    ]
    assert any(f"▾ i = {turn}" in row for row in rows)


@pytest.mark.parametrize("ends", ["", "if n == 0: return x"])
def test_a_function_that_calls_itself_a_thousand_times_is_drawn_and_asked(ends: str) -> None:
    code = (
        "import sys\nsys.setrecursionlimit(3000)\nimport numpy as np\n"
        f"def f(x, n):\n    {ends or 'pass'}\n    return f(x + 1, n - 1)\na = f(np.ones(2), 2000)\n"
    )
    look = CodeLook(text=program_of_text("code.py", code))
    run = look.run(look.read(), lambda: False)
    for position in (0, len(run.operations) // 2, len(run.operations) - 1):
        standing = WalkPlace(run).at(position)
        assert any(row.here for row in tree_rows(standing, {}))
        for width in (80, 140):
            assert frame(standing, look.judge(run).notes, PALETTE, (width, 40), 0).source
        question: WhyQuestion | None = WhyQuestion(standing)
        for _ in range(3):
            if question is not None:
                assert question.box(9, 70)
                question = question.down()
