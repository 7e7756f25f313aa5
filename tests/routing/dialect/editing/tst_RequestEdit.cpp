// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/RequestPeek.h"
#include "routing/http/HttpRequest.h"
#include "support/RequestEdits.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>

using namespace signalbox;
using namespace signalbox::tests;
using routing::EditedBody;
using routing::editRequest;

namespace {

/// A random JSON value as text, with odd spaces, number formats and escapes.
class RandomJson
{
public:
    explicit RandomJson(unsigned seed)
        : m_random(seed)
    {}

    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }

    std::string value(int depth)
    {
        switch (below(depth > 0 ? 8 : 6)) {
        case 0:
            return "1.50e1";
        case 1:
            return "-0";
        case 2:
            return "null";
        case 3:
            return "\"a\\\"}],\\u00e9\\\\\"";
        case 4:
            return "\"\"";
        case 5:
            return "12345678901234567890";
        case 6: {
            std::string array = "[" + space();
            for (int i = below(4); i > 0; --i)
                array += value(depth - 1) + space() + (i > 1 ? "," : "");
            return array + "]";
        }
        default:
            return object(depth - 1, {});
        }
    }
    std::string object(int depth, const std::vector<std::string> &given)
    {
        std::vector<std::string> members = given;
        for (int i = below(5); i > 0; --i) {
            members.push_back("\"k" + std::to_string(i) + "\"" + space() + ":" + space()
                              + value(depth));
        }
        std::shuffle(members.begin(), members.end(), m_random);
        std::string text = "{" + space();
        for (std::size_t i = 0; i < members.size(); ++i)
            text += (i > 0 ? "," + space() : "") + members[i] + space();
        return text + "}";
    }

private:
    std::string space() { return std::string(below(3) == 0 ? " \n" : ""); }

    std::mt19937 m_random;
};

} // namespace

class RequestEditTest final : public QObject
{
    Q_OBJECT

private slots:
    void parametersChangeAndTheRestKeepsItsBytes_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("edited");
        const auto row = [](const char *title, const char *path, const char *json, const char *body,
                            const char *edited) {
            QTest::newRow(title) << QByteArray(path) << QByteArray(json) << QByteArray(body)
                                 << QByteArray(edited);
        };
        row("replaced", "t", "0.20", "{ \"a\" : 1.0, \"t\" :\t1 , \"b\":1e2}",
            "{ \"a\" : 1.0, \"t\" :\t0.20 , \"b\":1e2}");
        row("added", "t", "[1]", "{\"a\":1 }", "{\"a\":1,\"t\":[1] }");
        row("added to nothing", "t", "1", "{ }", "{\"t\":1 }");
        row("made on the way", "a.b.c", "1", "{\"x\":2}", "{\"x\":2,\"a\":{\"b\":{\"c\":1}}}");
        row("within", "a.b", "1", "{\"a\":{\"c\":2}}", "{\"a\":{\"c\":2,\"b\":1}}");
        row("in place of null", "a.b", "1", "{\"a\":null}", "{\"a\":{\"b\":1}}");
        row("removed first", "a", "", "{\"a\":[1,{}] , \"b\":2}", "{\"b\":2}");
        row("removed last", "b", "", "{\"a\":1 , \"b\":2 }", "{\"a\":1 }");
        row("removed middle", "b", "", "{\"a\":1, \"b\":\"},\", \"c\":3}", "{\"a\":1, \"c\":3}");
        row("removed only", "a", "", "{ \"a\":1 }", "{  }");
        row("removed twice", "a", "", "{\"a\":1,\"b\":2,\"a\":3}", "{\"b\":2}");
        row("nothing to remove", "x.y", "", "{\"a\":1}", "{\"a\":1}");
        row("stands twice", "a", "9", "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":9,\"b\":2,\"a\":9}");
        row("escaped name", "a\"b", "9", "{\"a\\u0022b\":1}", "{\"a\\u0022b\":9}");
        row("name to be escaped", "a\"b", "9", "{}", "{\"a\\\"b\":9}");
    }

    void parametersChangeAndTheRestKeepsItsBytes()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, edited);
        const EditedBody got =
            editRequest(chat, body.toStdString(), setting(path.constData(), json.constData()), {});
        QCOMPARE(bytes(got.body), edited);
        QCOMPARE(got.isChanged, body != edited);
        QVERIFY(got.problems.empty());
        QVERIFY(got.body.capacity() >= got.body.size() + routing::PaddedBody::padding);
    }

    void whatCannotBeDoneIsSaidAndTheBodyStays_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *title, const char *path, const char *json,
                            const char *body) {
            QTest::newRow(title) << QByteArray(path) << QByteArray(json) << QByteArray(body);
        };
        row("broken body", "a", "1", "{\"a\":");
        row("text behind", "a", "1", "{\"a\":2}x");
        row("an array", "a", "1", "[1]");
        row("empty", "a", "1", "");
        row("broken value", "a", "{", "{\"a\":2}");
        row("two values", "a", "1,2", "{\"a\":2}");
        row("through a text", "a.b", "1", "{\"a\":\"x\"}");
        row("through a list", "a.b", "1", "{\"a\":[]}");
        row("model", "model", "\"x\"", "{\"model\":\"y\"}");
        row("stream", "stream", "true", "{}");
        row("empty path", "", "1", "{}");
        row("path with a hole", "a..b", "1", "{}");
    }

    void whatCannotBeDoneIsSaidAndTheBodyStays()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, body);
        const EditedBody got =
            editRequest(chat, body.toStdString(), setting(path.constData(), json.constData()), {});
        QCOMPARE(bytes(got.body), body);
        QVERIFY(!got.isChanged);
        QCOMPARE(got.problems.size(), std::size_t(1));
    }

    void countsAreToldNoFieldsTheyDoNotKnow()
    {
        const TransformNode node = setting("temperature", "0");
        QCOMPARE(bytes(editRequest(anthropicCount, "{\"a\":1}", node, {}).body),
                 QByteArray("{\"a\":1}"));
        QCOMPARE(bytes(editRequest(anthropicCount, "{\"temperature\":1}", node, {}).body),
                 QByteArray("{\"temperature\":0}"));
    }

    void transformsChain()
    {
        const EditedBody first = editRequest(chat, "{\"messages\":[]}", setting("a.b", "1"), {});
        const EditedBody second = editRequest(chat, first.body, prompting("s", Place::Before), {});
        const EditedBody third = editRequest(chat, second.body, setting("a.c", "2"), {});
        QCOMPARE(
            bytes(third.body),
            QByteArray("{\"messages\":[{\"role\":\"system\",\"content\":\"s\"}],\"a\":{\"b\":1,"
                       "\"c\":2}}"));
    }

    void randomBodiesStayEqualButForWhatChanges()
    {
        for (unsigned seed = 1; seed <= 2000; ++seed) {
            RandomJson random(seed);
            std::vector<std::string> members{
                "\"messages\": [{\"role\":\"user\",\"content\":\"u\"}]"};
            if (random.below(2) == 0)
                members.push_back("\"t\": " + random.value(2));
            if (random.below(2) == 0)
                members.push_back("\"o\": " + random.object(2, {}));
            const std::string body = random.object(3, members);
            TransformNode node = prompting("s", Place::After);
            node.edits = {{QStringLiteral("t"), "0.5"},
                          {QStringLiteral("o.n.m"), "[]"},
                          {QStringLiteral("k1"), {}}};
            const QJsonObject before = QJsonDocument::fromJson(bytes(body)).object();

            const EditedBody got = editRequest(chat, body, node, {});

            QJsonParseError error{};
            QJsonObject after = QJsonDocument::fromJson(bytes(got.body), &error).object();
            QVERIFY2(error.error == QJsonParseError::NoError, got.body.c_str());
            QVERIFY(routing::RequestPeek::read(chat, got.body).problem.empty());
            QCOMPARE(after[u"t"].toDouble(), 0.5);
            QVERIFY(!after.contains(u"k1"));
            QCOMPARE(after[u"messages"].toArray().size(), 2);
            QCOMPARE(after[u"o"][u"n"][u"m"], QJsonValue(QJsonArray()));
            QJsonObject expected = before;
            for (const QString &name : {QStringLiteral("t"), QStringLiteral("o"),
                                        QStringLiteral("k1"), QStringLiteral("messages")}) {
                expected.remove(name);
                after.remove(name);
            }
            QCOMPARE(after, expected);
            // The same again changes nothing but the prompt.
            QCOMPARE(bytes(editRequest(chat, body, node, {}).body), bytes(got.body));
        }
    }

    void damagedBodiesNeverCrash()
    {
        const std::string whole =
            "{\"messages\":[{\"role\":\"system\",\"content\":\"a\\\"\"}],\"o\":{\"n\":1}}";
        TransformNode node = prompting("s", Place::Replace);
        node.edits = {{QStringLiteral("o.n"), "1"}};
        for (std::size_t size = 0; size <= whole.size(); ++size) {
            const EditedBody got = editRequest(chat, whole.substr(0, size), node, {});
            QCOMPARE(got.problems.empty(), size == whole.size());
        }
    }
};

QTEST_GUILESS_MAIN(RequestEditTest)
#include "tst_RequestEdit.moc"
