"""Who writes a line of the log never waits for who reads it."""

import os
import threading

from signoff_contract.mock.serving.lines import Lines, lines_to, to_file

SOON = 10.0


def test_lines_arrive_in_order_and_before_the_end() -> None:
    got: list[str] = []
    with lines_to(got.append, SOON) as lines:
        for number in range(3000):
            lines.put(str(number))
    assert "".join(got).splitlines() == [str(number) for number in range(3000)]
    assert len(got) < 3000


def test_what_nobody_reads_is_counted_and_holds_up_nobody() -> None:
    got: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def write(text: str) -> None:
        begun.set()
        assert go_on.wait(SOON)
        got.append(text)

    lines = Lines(write, most=5)
    lines.put("first")
    assert begun.wait(SOON)
    for number in range(20):
        lines.put(str(number))
    go_on.set()
    lines.close(SOON)
    told = "".join(got).splitlines()
    assert told[:6] == ["first", "0", "1", "2", "3", "4"]
    assert "(15 lines were left out: they came faster than they were read)" in told


def test_a_reader_who_never_reads_is_given_up() -> None:
    held = threading.Event()
    for most, before in ((1, 3), (10, 1)):
        lines = Lines(lambda _: held.wait(SOON), most=most)
        for _ in range(before):
            lines.put("x")
        lines.close(0.01)
    held.set()


def test_a_file_gets_all_of_it_and_a_reader_who_is_gone_is_no_error() -> None:
    reading, writing = os.pipe()
    write = to_file(writing)
    write("é\n")
    assert os.read(reading, 100) == b"\\xe9\n"
    os.close(reading)
    write("nobody")
    os.close(writing)


def test_a_full_pipe_is_written_to_its_end() -> None:
    count = 200_000
    reading, writing = os.pipe()
    got = bytearray()

    def read() -> None:
        while data := os.read(reading, 65536):
            got.extend(data)

    reader = threading.Thread(target=read)
    reader.start()
    to_file(writing)("x" * count)
    os.close(writing)
    reader.join(SOON)
    os.close(reading)
    assert len(got) == count
