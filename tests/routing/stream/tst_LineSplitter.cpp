// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/stream/LineSplitter.h"

#include <QTest>

using signalbox::routing::LineSplitter;

namespace {

constexpr std::size_t longest = 16;

/// Collects lines, and what is left at the end when asked.
class Lines
{
public:
    void feed(std::string_view bytes)
    {
        m_splitter.feed(bytes, [this](std::string_view line) { add(line); });
    }
    void finish()
    {
        m_splitter.finish([this](std::string_view line) { add(line); });
    }
    [[nodiscard]] bool isInsideLine() const { return m_splitter.isInsideLine(); }
    [[nodiscard]] const QByteArrayList &all() const { return m_lines; }

private:
    void add(std::string_view line)
    {
        m_lines.append(QByteArray(line.data(), static_cast<qsizetype>(line.size())));
    }

    LineSplitter m_splitter{longest};
    QByteArrayList m_lines;
};

} // namespace

class LineSplitterTest final : public QObject
{
    Q_OBJECT

private slots:
    void linesComeOutWhereverThePiecesEnd_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("lines");
        QTest::newRow("line feeds")
            << QByteArray("a\nbc\n\nd\n") << QByteArrayList{"a", "bc", "", "d"};
        QTest::newRow("carriage returns")
            << QByteArray("a\rbc\r\rd\r") << QByteArrayList{"a", "bc", "", "d"};
        QTest::newRow("both") << QByteArray("a\r\nbc\r\n\r\nd\r\n")
                              << QByteArrayList{"a", "bc", "", "d"};
        QTest::newRow("mixed") << QByteArray("a\nb\r\nc\rd\n\re")
                               << QByteArrayList{"a", "b", "c", "d", "", "e"};
        QTest::newRow("no end") << QByteArray("a\nb") << QByteArrayList{"a", "b"};
        QTest::newRow("only ends") << QByteArray("\r\n\n\r") << QByteArrayList{"", "", ""};
        QTest::newRow("nothing") << QByteArray() << QByteArrayList();
        QTest::newRow("zero bytes")
            << QByteArray("a\0b\nc\n", 6) << QByteArrayList{QByteArray("a\0b", 3), "c"};
        QTest::newRow("as long as allowed")
            << QByteArray("0123456789abcdef\nx\n") << QByteArrayList{"0123456789abcdef", "x"};
        QTest::newRow("too long") << QByteArray("0123456789abcdefg\nx\n")
                                  << QByteArrayList{"", "x"};
        QTest::newRow("far too long") << QByteArray(100, 'y') + "\r\nx\n"
                                      << QByteArrayList{"", "x"};
    }

    void linesComeOutWhereverThePiecesEnd()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArrayList, lines);
        const std::string text = bytes.toStdString();

        for (std::size_t first = 0; first <= text.size(); ++first) {
            for (std::size_t second = first; second <= text.size(); ++second) {
                const std::string_view view = text;
                Lines got;
                got.feed(view.substr(0, first));
                got.feed(view.substr(first, second - first));
                got.feed(view.substr(second));
                got.finish();
                QCOMPARE(got.all(), lines);
            }
        }
    }

    void overlongRestAtTheEndIsDropped()
    {
        Lines lines;
        lines.feed("a\n0123456789abcdefghij");
        lines.finish();

        QCOMPARE(lines.all(), QByteArrayList{"a"});
        QVERIFY(!lines.isInsideLine());
    }

    void tellsWhetherItStandsInsideALine()
    {
        Lines lines;
        QVERIFY(!lines.isInsideLine());
        lines.feed("a");
        QVERIFY(lines.isInsideLine());
        lines.feed("b\r");
        QVERIFY(!lines.isInsideLine());
        lines.feed("\n");
        QVERIFY(!lines.isInsideLine());
        lines.feed("0123456789abcdefghij");
        QVERIFY(lines.isInsideLine());
        lines.feed("\n");
        QVERIFY(!lines.isInsideLine());
        QCOMPARE(lines.all(), (QByteArrayList{"ab", ""}));
    }

    void lineThatCameWholeIsNotCopied()
    {
        const std::string bytes = "hello\n";
        LineSplitter splitter(longest);
        const char *seen = nullptr;
        splitter.feed(bytes, [&seen](std::string_view line) { seen = line.data(); });

        QCOMPARE(static_cast<const void *>(seen), static_cast<const void *>(bytes.data()));
    }
};

QTEST_GUILESS_MAIN(LineSplitterTest)
#include "tst_LineSplitter.moc"
