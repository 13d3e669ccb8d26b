"""Messages in Chinese: each key is said somewhere in the code, and the command line speaks as it is asked to."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import commands
from kg.messages import GAP, catalog, translated

ROOT = Path(__file__).parents[1]
# What these say to whoever runs a command is said in Chinese too.
SPEAKING = (
    "build.py",
    "cluster.py",
    "diff.py",
    "fetch.py",
    "follow.py",
    "publish.py",
    "query/line.py",
    "query/pool.py",
    "query/prebind.py",
    "query/remote.py",
    "query/stream.py",
    "readers/*.py",
    "exports/*.py",
    "store/aside.py",
    "store/folder.py",
    "store/oxigraph.py",
    "store/remote.py",
    "web/changes.py",
    "web/day.py",
    "web/downloads.py",
    "web/explorer.py",
    "web/identity.py",
    "web/lineage.py",
    "web/protocol.py",
    "web/tracker.py",
    "web/wholes.py",
    "workers.py",
)
SAID = {
    "ReadError",
    "NotFound",
    "QueryError",
    "QueryRefused",
    "QueryBusy",
    "QueryFailed",
    "QueryTimeout",
    "StoreError",
    "ClusterError",
    "InternalFault",
    "report",
    "say",
}
OF_THE_SYSTEM = {
    "File exists",
    "Is a directory",
    "No space left on device",
    "No such file or directory",
    "Not a directory",
    "Permission denied",
    "Read-only file system",
    "Too many levels of symbolic links",
}
FORMS = {"kg: {}", "{}: {}", "line {}, column {}: {}"}


def template(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str) else GAP


def literals(path: Path) -> set[str]:
    return {
        template(n) for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.JoinedStr | ast.Constant)
    }


def messages(path: Path) -> set[str]:
    """What a module says: the strings that it gives to an error or a report."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    said = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in SAID]
    arguments = [argument for call in said for argument in call.args]
    # what another program said, or else what we say
    found = {template(n) for one in arguments for n in (one.values if isinstance(one, ast.BoolOp) else [one])}
    return {one for one in found if one.replace(GAP, "").strip(": .")}


def test_every_key_is_said_somewhere() -> None:
    said = {text.removeprefix("kg: ") for path in (ROOT / "kg").rglob("*.py") for text in literals(path)}
    assert catalog("zh").keys() - said - OF_THE_SYSTEM - FORMS == set()


def test_what_users_meet_is_translated() -> None:
    said = {text for pattern in SPEAKING for path in (ROOT / "kg").glob(pattern) for text in messages(path)}
    assert len(said) > 40
    assert {text.removeprefix("kg: ") for text in said} - catalog("zh").keys() == set()


def test_a_translation_keeps_what_a_message_has_of_its_own() -> None:
    for said, words in catalog("zh").items():
        assert words.format(*(f"<{n}>" for n in range(said.count(GAP)))).count("<") == said.count(GAP), said


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("kg: x: no built graph here; make one with: kg build SOURCES -o x", "此处没有已构建的图谱"),
        ("kg: a: b.txt: is empty; a document has text", "为空；文档应有文本"),
        ("line 1, column 2: more than 5 levels of nesting", "第 1 行第 2 列：嵌套超过 5 层"),
        ("more than 9 nodes are within 2 steps of it; ask for fewer steps", "2 步之内超过 9 个节点"),
        ("a.pdf: ended the process that read it (exit code 3)", "读取它的进程中断（退出码 3）"),
        ("b.pdf: took longer than 0.5 seconds", "用时超过 0.5 秒"),
        (
            "kg: http://a/b: no store answers there (Permission denied); start it, or name another",
            "没有存储库应答（没有权限）",
        ),
        ("from: '2025-13' is not a date, such as 2023-05-31", "不是 日期，例如 2023-05-31"),
        ("facility is missing: the name or IRI of a FacilityType, such as 医院", "类别为 FacilityType，例如 医院"),
        ("nothing of ours", "nothing of ours"),
    ],
)
def test_messages_are_known_by_their_fixed_words(message: str, shown: str) -> None:
    assert shown in translated(message, "zh")
    assert translated(message, "en") == message


def test_the_command_line_speaks_as_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", "utf-8")
    build = ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")]
    runner = CliRunner(env={"LC_ALL": "C.UTF-8"})
    told = runner.invoke(commands, [*build, "--lang", "zh"])
    assert told.exit_code == 3
    assert "kg：" in told.stderr
    assert "为空；文档应有文本" in told.stderr
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 9)
    unread = runner.invoke(commands, ["build", str(tmp_path / "b.txt"), "-o", str(tmp_path / "out"), "--lang", "zh"])
    assert "没有可读取的来源" in unread.stderr
    assert "is empty" in runner.invoke(commands, build).stderr
    chinese = CliRunner(env={"LC_ALL": "zh_CN.UTF-8"})
    assert "此处没有已构建的图谱" in chinese.invoke(commands, ["validate", str(tmp_path)]).stderr
    assert "no built graph" in chinese.invoke(commands, ["validate", str(tmp_path), "--lang", "en"]).stderr
