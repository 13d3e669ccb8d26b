"""The pages: what is there, and everything known of one thing, with the words it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, url_for

from kg.query.describe import describe
from kg.query.figures import figures
from kg.query.kinds import BY_NAME, KINDS
from kg.query.lineage import Reach, lineage
from kg.query.listing import counts, documents, newest_documents, policies, published, things, tied
from kg.query.marks import UNEXPLAINED, marked, names, readings, statements
from kg.query.measures import measures
from kg.query.pages import select
from kg.query.progress import progress_of
from kg.query.said import about
from kg.query.standing import NEAR as NEAR_FIGURES
from kg.query.targets import standings, targets_by
from kg.query.ties import ties
from kg.query.tracker import due
from kg.terms import DOCUMENT
from kg.web.day import asked_day
from kg.web.language import language
from kg.web.lineage import picture
from kg.web.named import iri_of
from kg.web.paging import asked_page
from kg.web.schema_org import article, legislation
from kg.web.site import site

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from kg.query.label import Entity

pages = Blueprint("pages", __name__)

NEAR = Reach(2, 2)  # the lineage on the page of a policy
PAGE = 100  # policies or documents
LISTED = 20  # targets, figures and measures on the page of a thing
QUOTED = 10  # quotes there, each in its sentence
ISSUERS = 100  # of one policy, each with its quotes
FEW = 5  # policies on the home page
SOON = 8  # targets and documents on the home page
FIGURES = ("target", "obs", "measure")


@pages.route("/")
def home() -> str:
    """What the corpus covers, which targets are due next or came due last, the newest documents."""
    as_of = asked_day()
    found = due(site().index, as_of, SOON)
    return render_template(
        "home.html",
        as_of=as_of,
        counts=counts(site().index),
        due=found,
        lines=standings(site().engine, found.targets, as_of, language()),
        documents=newest_documents(site().engine, site().build.documents, SOON),
        tied=tied(site().engine, language(), FEW),
        total=len(site().build.documents),
    )


@pages.route("/policies")
def policy_list() -> str:
    """All policies, newest first."""
    page = asked_page()
    lines = policies(site().engine, language(), PAGE * (page - 1), PAGE)
    total = counts(site().index).get("policy", 0)
    return render_template("policies.html", lines=lines, total=total, page=page, size=PAGE)


@pages.route("/browse/<kind>")
def browse(kind: str) -> str:
    """The things of a kind."""
    if kind not in BY_NAME or kind in {*FIGURES, "doc"}:
        abort(404)
    return render_template(
        "browse.html", kind=kind, kinds=KINDS, lines=things(site().engine, BY_NAME[kind], language())
    )


@pages.route("/documents")
def document_list() -> str:
    """All documents, newest first."""
    page, entries = asked_page(), site().build.documents
    lines = documents(site().engine, entries, PAGE * (page - 1), PAGE)
    return render_template("documents.html", lines=lines, total=len(entries), page=page, size=PAGE)


@pages.route("/page/<kind>/<name>")
def thing(kind: str, name: str) -> str | Response:
    """The page of one thing."""
    if kind not in BY_NAME:
        abort(404)
    if kind == "doc":
        return _document(name)
    found = describe(site().engine, iri_of(kind, name), language(), ISSUERS if kind == "policy" else LISTED)
    if found.entity.kind != kind:  # an IRI of another kind has its page elsewhere
        return redirect(url_for(".thing", kind=found.entity.kind, name=found.entity.slug))
    if kind in FIGURES:
        return _figure(found.entity, found=found)
    iri, as_of = found.entity.iri, asked_day()
    aims = targets_by(site().engine, iri, LISTED + 1)
    observed = about(site().engine, iri, "obs", LISTED + 1)
    todo = measures(site().engine, iri, language(), LISTED + 1)
    found_lineage = lineage(site().engine, iri, language(), NEAR) if kind == "policy" else None
    return render_template(
        "policy.html" if kind == "policy" else "thing.html",
        found=found,
        kind=kind,
        as_of=as_of,
        targets=standings(site().engine, aims[:LISTED], as_of, language()),
        figures=tuple(figures(site().engine, observed[:LISTED], language()).values()),
        measures=todo[:LISTED],
        more={"targets": len(aims) > LISTED, "figures": len(observed) > LISTED, "measures": len(todo) > LISTED},
        listed=LISTED,
        quoted=QUOTED,
        lineage=found_lineage,
        drawing=picture(found_lineage) if found_lineage else "",
        described=legislation(found) if kind == "policy" else None,
    )


def _figure(entity: Entity, **parts: object) -> str:
    iri = entity.iri
    related = progress_of(site().engine, [iri])[iri].restated if entity.kind == "target" else ()
    found = figures(site().engine, [iri, *related], language())
    own = (iri,) if entity.kind == "target" else ()
    return render_template(
        "figure.html",
        figure=found[iri],
        restated=[found[other] for other in related],
        lines=standings(site().engine, own, asked_day(), language(), beside=NEAR_FIGURES),
        as_of=asked_day(),
        **parts,
    )


def _document(name: str) -> str:
    text, record = site().document(name)
    read = readings(site().engine, name, language())
    told, named = statements(read), names(read)
    day = published(site().engine, [name])[name]
    others = ties(site().engine, name)
    shared = {other["other"].value for other in select(site().engine, "same-story", this=DOCUMENT + name)}
    return render_template(
        "document.html",
        record=record,
        published=day,
        described=article(record, day),
        blocks=marked(text, record, read),
        statements=told,
        named=named,
        # a span that several lines stand on leads to the first, a statement before a name
        fragments={span: line.fragment for line in reversed((*told, *named)) for span in line.spans},
        wanting={
            "unexplained": [entry.span for entry in record.ledger if entry.role == UNEXPLAINED],
            "passed": record.unread,
        },
        entries={entry.id: entry for entry in site().build.documents if DOCUMENT + entry.id in shared},
        ties=others,
        listed=LISTED,
    )
