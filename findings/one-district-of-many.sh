#!/usr/bin/env bash
# cpca gives 朝阳区 and 鼓楼区 to one city each, and does not say that there are others.
#
# Expected: a district name that several cities have is left open, or goes to the one best known.
# Seen: cpca 0.5.5 fills in province, city and code without a sign of doubt: 朝阳区 is Changchun's
# (220104), not Beijing's; 鼓楼区 is Kaifeng's of four; 市中区 is Leshan's of four. The umap argument settles
# a name by hand. 莱芜市 (371200), part of Jinan since 2019, is still a city.
# Version: cpca 0.5.5, with pandas 3.1.1.
# Why it matters: applications name the county or district alone; the code decides which jurisdiction's
# standard applies, and a wrong one looks as sure as a right one.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  cpca==0.5.5 pyahocorasick==2.3.1 pandas==3.1.1 numpy==2.4.6 || { echo "not run: the packages could not be installed"; exit 2; }

venv/bin/python -W ignore - <<'PY'
import sys

import cpca


def placed(name, **more):
    row = cpca.transform([name], **more).iloc[0]
    return row["省"], row["市"], row["adcode"]


def say(seen, expected):
    print("seen:", repr(seen))
    if seen != expected:
        sys.exit(f"changed: it was {expected!r}")


say(placed("朝阳区"), ("吉林省", "长春市", "220104"))
say(placed("鼓楼区"), ("河南省", "开封市", "410204"))
say(placed("市中区"), ("四川省", "乐山市", "511102"))
say(placed("朝阳区", umap={"朝阳区": "110105"}), ("北京市", "市辖区", "110105"))
say(placed("莱芜市"), ("山东省", "莱芜市", "371200"))
PY
