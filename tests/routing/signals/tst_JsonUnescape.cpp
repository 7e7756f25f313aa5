// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/BodyValue.h"
#include "routing/signals/JsonUnescape.h"
#include "support/Requests.h"

#include <QTest>

using signalbox::tests::padded;
using namespace signalbox::routing;

class tst_JsonUnescape : public QObject
{
    Q_OBJECT

private slots:
    void unescapes_data();
    void unescapes();
    void cutsAtACharacter();
    void readsValuesOfABody_data();
    void readsValuesOfABody();
    void readsMetadataWithOddKeys();
    void damagedBodiesHaveNoValue();
};

void tst_JsonUnescape::unescapes_data()
{
    QTest::addColumn<QByteArray>("escaped");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("plain") << QByteArray("plain") << QByteArray("plain");
    QTest::newRow("letters") << QByteArray("a\\nb\\t\\\"\\\\\\/\\r\\b\\f")
                             << QByteArray("a\nb\t\"\\/\r\b\f");
    QTest::newRow("code unit") << QByteArray("\\u00e9\\u20AC")
                               << QByteArray("\xC3\xA9\xE2\x82\xAC");
    QTest::newRow("surrogates") << QByteArray("\\ud83d\\ude00!") << QByteArray("\xF0\x9F\x98\x80!");
    QTest::newRow("lonely surrogate") << QByteArray("\\ud83dx") << QByteArray("\xEF\xBF\xBDx");
    QTest::newRow("low surrogate first") << QByteArray("\\ude00") << QByteArray("\xEF\xBF\xBD");
    QTest::newRow("two high ones")
        << QByteArray("\\ud83d\\ud83d") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD");
    QTest::newRow("short code unit") << QByteArray("\\u12") << QByteArray("\xEF\xBF\xBD");
    QTest::newRow("no digits") << QByteArray("\\uzzzz") << QByteArray("\xEF\xBF\xBD");
    QTest::newRow("unknown letter") << QByteArray("\\q") << QByteArray("\xEF\xBF\xBD");
    QTest::newRow("slash at the end") << QByteArray("a\\") << QByteArray("a");
    QTest::newRow("zero") << QByteArray("a\\u0000b") << QByteArray("a\0b", 3);
}

void tst_JsonUnescape::unescapes()
{
    QFETCH(const QByteArray, escaped);
    QFETCH(const QByteArray, text);
    std::string out;

    appendUnescaped(escaped.toStdString(), out, 1000);

    QCOMPARE(QByteArray::fromStdString(out), text);
}

void tst_JsonUnescape::cutsAtACharacter()
{
    const std::string escaped = "ab\xC3\xA9\\u00e9\\ud83d\\ude00z";
    const std::string whole = "ab\xC3\xA9\xC3\xA9\xF0\x9F\x98\x80z";
    const std::array<std::size_t, 12> kept{0, 1, 2, 2, 4, 4, 6, 6, 6, 6, 10, 11};
    for (std::size_t most = 0; most < kept.size(); ++most) {
        std::string out;
        appendUnescaped(escaped, out, most);
        QCOMPARE(out, whole.substr(0, kept.at(most)));
    }
}

void tst_JsonUnescape::readsValuesOfABody_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QString>("value");

    QTest::newRow("text") << QByteArray("/a") << QStringLiteral("text:x\ny");
    QTest::newRow("number") << QByteArray("/n") << QStringLiteral("number:2.5");
    QTest::newRow("whole number") << QByteArray("/list/1") << QStringLiteral("number:7");
    QTest::newRow("flag") << QByteArray("/list/0/deep") << QStringLiteral("flag:true");
    QTest::newRow("null") << QByteArray("/nil") << QStringLiteral("missing");
    QTest::newRow("absent") << QByteArray("/none") << QStringLiteral("missing");
    QTest::newRow("behind the end") << QByteArray("/list/9") << QStringLiteral("missing");
    QTest::newRow("into a text") << QByteArray("/a/b") << QStringLiteral("missing");
    QTest::newRow("object") << QByteArray("/list/0") << QStringLiteral("text:{ \"deep\": true }");
    QTest::newRow("escaped key") << QByteArray("/s~1t") << QStringLiteral("text:slash");
    QTest::newRow("no pointer") << QByteArray("a") << QStringLiteral("missing");
    QTest::newRow("endless number") << QByteArray("/big") << QStringLiteral("missing");
}

namespace {

QString shown(const BodyValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? QStringLiteral("flag:true") : QStringLiteral("flag:false");
    if (const auto *number = std::get_if<double>(&value))
        return QStringLiteral("number:%1").arg(*number);
    if (const auto *text = std::get_if<std::string>(&value))
        return QStringLiteral("text:") + QString::fromStdString(*text);
    return QStringLiteral("missing");
}

} // namespace

void tst_JsonUnescape::readsValuesOfABody()
{
    QFETCH(const QByteArray, pointer);
    QFETCH(const QString, value);
    const std::string body =
        padded("{\"a\":\"x\\ny\",\"n\":2.5,\"list\":[{ \"deep\": true } , 7],\"nil\":null,"
               "\"s/t\":\"slash\",\"big\":1e999}");

    QCOMPARE(shown(bodyValue(body, pointer.toStdString())), value);
}

void tst_JsonUnescape::readsMetadataWithOddKeys()
{
    const std::string body = padded("{\"metadata\":{\"a/b~c\":\"odd\",\"n\":1}}");

    QCOMPARE(shown(metadataValue(body, "a/b~c")), QStringLiteral("text:odd"));
    QCOMPARE(shown(metadataValue(body, "n")), QStringLiteral("number:1"));
    QCOMPARE(shown(metadataValue(body, "m")), QStringLiteral("missing"));
}

void tst_JsonUnescape::damagedBodiesHaveNoValue()
{
    const std::string whole = "{\"a\":{\"b\":[1,\"two\",{\"c\":null}]}}";
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const std::string body = padded(whole.substr(0, size));
        (void)bodyValue(body, "/a/b/2/c");
        (void)bodyValue(body, "/a/b");
    }
    QCOMPARE(shown(bodyValue(padded("[]"), "/a")), QStringLiteral("missing"));
    QCOMPARE(shown(bodyValue(padded(""), "/a")), QStringLiteral("missing"));
    QCOMPARE(shown(bodyValue(padded("{\"a\":\"\xFF\"}"), "/a")), QStringLiteral("missing"));
}

QTEST_APPLESS_MAIN(tst_JsonUnescape)
#include "tst_JsonUnescape.moc"
