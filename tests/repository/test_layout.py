"""The tests mirror the tree, so that the tests of a module are found without a search."""

from tests.repository.checkout import FOLDERS, ROOT, modules


def subject_exists(folder: tuple[str, ...], test: str) -> bool:
    """Tell whether `test_<module>.py` or `test_<module>_<aspect>.py` has its module, or package."""
    words = test.removeprefix("test_").removesuffix(".py").split("_")
    return any(
        (ROOT.joinpath(*folder) / name).with_suffix(suffix).exists()
        for name in ("_".join(words[:length]) for length in range(1, len(words) + 1))
        for suffix in ("", ".py")
    )


def test_every_test_file_is_named_after_the_module_it_tests() -> None:
    strays = [
        file.relative_to(ROOT).as_posix()
        for file in modules(*(f"tests/{folder}" for folder in FOLDERS))
        if file.name.startswith("test_")
        and not subject_exists(file.relative_to(ROOT / "tests").parts[:-1], file.name)
    ]
    assert strays == []


def test_a_stray_test_file_is_noticed() -> None:
    assert subject_exists(("checks",), "test_spec_syntax.py")
    assert subject_exists(("checks",), "test_spec_syntax_of_lambdas.py")
    assert not subject_exists(("checks",), "test_no_such_module.py")
