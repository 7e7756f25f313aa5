// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/stream/JsonItemSplitter.h"

#include <QTest>

using signalbox::routing::JsonItemSplitter;

namespace {

constexpr std::size_t longest = 24;

QByteArrayList itemsOf(JsonItemSplitter &splitter, std::string_view bytes)
{
    QByteArrayList items;
    splitter.feed(bytes, [&items](std::string_view item) {
        items.append(QByteArray(item.data(), static_cast<qsizetype>(item.size())));
    });
    return items;
}

} // namespace

class JsonItemSplitterTest final : public QObject
{
    Q_OBJECT

private slots:
    void itemsComeOutWhereverThePiecesEnd_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("items");
        const auto row = [](const char *title, const QByteArray &bytes,
                            const QByteArrayList &items) {
            QTest::newRow(title) << bytes << items;
        };
        row("two", "[{\"a\":1},{\"b\":2}]", {"{\"a\":1}", "{\"b\":2}"});
        row("lines", "[{\n  \"a\": 1\n}\n,\r\n{}\n]\n", {"{\n  \"a\": 1\n}", "{}"});
        row("nested", "[{\"a\":[{\"b\":{}},[]]}]", {"{\"a\":[{\"b\":{}},[]]}"});
        row("brackets in text", "[{\"}\":\"[{]\"},{}]", {"{\"}\":\"[{]\"}", "{}"});
        row("escapes", "[{\"\\\"}\":\"\\\\\"},{}]", {"{\"\\\"}\":\"\\\\\"}", "{}"});
        row("no array", "{\"error\":{}}", {"{\"error\":{}}"});
        row("as long as allowed", "[{\"a\":\"0123456789abcdef\"}]",
            {"{\"a\":\"0123456789abcdef\"}"});
        row("too long", "[{\"a\":\"0123456789abcdefg\"},{}]", {"{}"});
        row("no end", "[{\"a\":1},{\"b\"", {"{\"a\":1}"});
        row("nothing", "[]", {});
        row("no JSON at all", "]}:,\"", {});
    }

    void itemsComeOutWhereverThePiecesEnd()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArrayList, items);
        const std::string text = bytes.toStdString();
        const std::string_view view = text;

        for (std::size_t first = 0; first <= text.size(); ++first) {
            for (std::size_t second = first; second <= text.size(); ++second) {
                JsonItemSplitter splitter(longest);
                QByteArrayList got = itemsOf(splitter, view.substr(0, first));
                got += itemsOf(splitter, view.substr(first, second - first));
                got += itemsOf(splitter, view.substr(second));
                QCOMPARE(got, items);
            }
        }
    }

    void tellsWhereOneMoreMayFollow()
    {
        JsonItemSplitter splitter(longest);
        QVERIFY(!splitter.isBetweenItems());
        itemsOf(splitter, "[");
        QVERIFY(splitter.isBetweenItems());
        QVERIFY(!splitter.hasItems());
        itemsOf(splitter, "{\"a\":[1,");
        QVERIFY(!splitter.isBetweenItems());
        itemsOf(splitter, "2]}");
        QVERIFY(splitter.isBetweenItems());
        QVERIFY(splitter.hasItems());
        QVERIFY(!splitter.isBehindComma());
        itemsOf(splitter, "\n,");
        QVERIFY(splitter.isBehindComma());
        itemsOf(splitter, "{}]");
        QVERIFY(!splitter.isBetweenItems());
    }

    void itemThatCameWholeIsNotCopied()
    {
        const std::string bytes = "[{}]";
        JsonItemSplitter splitter(longest);
        const char *seen = nullptr;
        splitter.feed(bytes, [&seen](std::string_view item) { seen = item.data(); });

        QCOMPARE(static_cast<const void *>(seen), static_cast<const void *>(bytes.data() + 1));
    }
};

QTEST_GUILESS_MAIN(JsonItemSplitterTest)
#include "tst_JsonItemSplitter.moc"
