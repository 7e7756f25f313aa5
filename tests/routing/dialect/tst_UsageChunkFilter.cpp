// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/UsageChunkFilter.h"

#include <QTest>

using signalbox::routing::UsageChunkFilter;

namespace {

constexpr const char *chunk = R"(data: {"choices":[{"delta":{"content":"a"}}]})";
constexpr const char *usageChunk =
    R"(data: {"id":"x","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}})";

std::string joined(std::initializer_list<const char *> events, const char *end)
{
    std::string bytes;
    for (const char *event : events)
        bytes.append(event).append(end).append(end);
    return bytes;
}

} // namespace

class UsageChunkFilterTest final : public QObject
{
    Q_OBJECT

private slots:
    void onlyTheUsageChunkDisappears_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("passed");
        const auto row = [](const char *title, const std::string &bytes,
                            const std::string &passed) {
            QTest::newRow(title) << QByteArray::fromStdString(bytes)
                                 << QByteArray::fromStdString(passed);
        };
        for (const char *end : {"\n", "\r\n", "\r"}) {
            const std::string whole = joined({chunk, usageChunk, "data: [DONE]"}, end);
            const std::string without = joined({chunk, "data: [DONE]"}, end);
            row(*end == '\n' ? "LF" : (end[1] == '\n' ? "CR LF" : "CR"), whole, without);
        }
        row("usage beside choices stays",
            R"(data: {"choices":[{"delta":{}}],"usage":{"prompt_tokens":1}})"
            "\n\n",
            R"(data: {"choices":[{"delta":{}}],"usage":{"prompt_tokens":1}})"
            "\n\n");
        row("null usage goes, its chunk stays", "data: {\"choices\":[],\"usage\":null}\n\n",
            "data: {\"choices\":[]}\n\n");
        row("the same with spaces", "data: {\"choices\": [], \"usage\": null, \"x\": 1}\n\n",
            "data: {\"choices\": [], \"x\": 1}\n\n");
        row("null usage in a text stays",
            "data: {\"choices\":[{\"delta\":{\"content\":\",\\\"usage\\\":null\"}}]}\n\n",
            "data: {\"choices\":[{\"delta\":{\"content\":\",\\\"usage\\\":null\"}}]}\n\n");
        row("Azure's first chunk stays", "data: {\"choices\":[],\"prompt_filter_results\":[]}\n\n",
            "data: {\"choices\":[],\"prompt_filter_results\":[]}\n\n");
        row("the words in a text stay",
            "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"usage\\\" and "
            "\\\"choices\\\":[]\"}}]}"
            "\n\n",
            "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"usage\\\" and "
            "\\\"choices\\\":[]\"}}]}"
            "\n\n");
        row("comments and names stay", ": hello\n\nevent: x\nid: 1\ndata: y\n\n\n\n",
            ": hello\n\nevent: x\nid: 1\ndata: y\n\n\n\n");
        row("last event without a blank line", std::string(chunk) + "\n\n" + usageChunk,
            std::string(chunk) + "\n\n");
        row("cut event passes at the end", std::string(chunk) + "\n\ndata: {\"cho",
            std::string(chunk) + "\n\ndata: {\"cho");
        row("broken JSON stays", "data: {\"choices\":[],\"usage\":{\n\n",
            "data: {\"choices\":[],\"usage\":{\n\n");
        row("nothing", "", "");
        row("not a stream at all", "<html>\n\n</html>", "<html>\n\n</html>");
    }

    void onlyTheUsageChunkDisappears()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, passed);
        const std::string text = bytes.toStdString();
        const std::string_view view = text;

        for (std::size_t split = 0; split <= text.size(); ++split) {
            UsageChunkFilter filter;
            std::string got(filter.feed(view.substr(0, split)));
            got.append(filter.feed(view.substr(split)));
            got.append(filter.finish());
            QCOMPARE(QByteArray::fromStdString(got), passed);
        }
        UsageChunkFilter byteWise;
        std::string got;
        for (std::size_t i = 0; i < text.size(); ++i)
            got.append(byteWise.feed(view.substr(i, 1)));
        got.append(byteWise.finish());
        QCOMPARE(QByteArray::fromStdString(got), passed);
    }

    void wholeEventIsNotHeldBack()
    {
        UsageChunkFilter filter;
        const std::string event = std::string(chunk) + "\n\n";

        QCOMPARE(std::string(filter.feed(event + "data: {")), event);
        QCOMPARE(std::string(filter.finish()), std::string("data: {"));
    }

    void hugeEventIsPassedOnAsItComes()
    {
        UsageChunkFilter filter;
        const std::string piece(700UL * 1024, 'x');
        std::string got(filter.feed("data: " + piece));
        QVERIFY(got.empty());
        got.append(filter.feed(piece));
        QVERIFY(!got.empty());
        got.append(filter.feed("\n\n"));
        got.append(filter.finish());

        QCOMPARE(got, "data: " + piece + piece + "\n\n");
    }
};

QTEST_GUILESS_MAIN(UsageChunkFilterTest)
#include "tst_UsageChunkFilter.moc"
