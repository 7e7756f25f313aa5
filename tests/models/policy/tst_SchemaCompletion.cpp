// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/JsonSchema.h"
#include "models/policy/Policy.h"
#include "models/policy/SchemaCompletion.h"

#include <QTest>

using namespace signalbox::models;

namespace {

/// What the policy's schema offers at the bar in \a marked, where ' stands for ".
SchemaCompletion offered(QByteArray marked, const DeclaredNames &declared = {})
{
    marked.replace('\'', '"');
    const auto place = marked.indexOf('|');
    marked.remove(place, 1);
    return completionAt(JsonSchema::ofPolicy(),
                        {marked.constData(), static_cast<std::size_t>(marked.size())},
                        static_cast<std::size_t>(place), declared);
}

QStringList words(std::initializer_list<const char *> texts)
{
    QStringList list;
    for (const char *text : texts)
        list.append(QString::fromUtf8(text));
    return list;
}

QByteArray inNode(const QByteArray &fields)
{
    return "{'signalbox': 1, 'routes': [{'name': 'r', 'graph': {'start': 'n', 'nodes': {'n': {"
        + fields + "}}}}]}";
}

} // namespace

/// What may be written at a place follows from the place, however unfinished the text is.
class SchemaCompletionTest final : public QObject
{
    Q_OBJECT

private slots:
    void wordsFitThePlace_data()
    {
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<QStringList>("some"); // are offered
        QTest::addColumn<QStringList>("others"); // are not
        using Texts = std::initializer_list<const char *>;
        const auto add = [](const char *name, const QByteArray &marked, Texts some, Texts others) {
            QTest::newRow(name) << marked << words(some) << words(others);
        };

        add("a key of the policy", "{'signalbox': 1, '|}", {"routes", "targets", "providers"},
            {"signalbox", "members", "kind"});
        add("a key without a quotation mark", "{ro|", {"routes", "targets"}, {"members"});
        add("nothing written yet", "{|}", {"signalbox", "routes"}, {"members"});
        add("a key in the middle of a text", "{'rou|tes': []}", {"routes"}, {"members"});
        add("the kind of a node", inNode("'kind': '|"), {"pool", "fallback", "answer"},
            {"cheapest", "members"});
        add("the kind, written already", inNode("'kind': 'po|ol'"), {"pool", "fallback"},
            {"cheapest"});
        add("a key of a pool", inNode("'kind': 'pool', '|"),
            {"members", "strategy", "limits", "affinity"}, {"kind", "steps", "cases"});
        add("a key before the kind", inNode("'|', 'kind': 'pool'"), {"members"}, {"kind", "steps"});
        add("a key on a line of its own", inNode("\n'st|\n'kind': 'pool'\n"),
            {"strategy", "members"}, {"kind", "steps"});
        add("a node of which nothing is known", inNode("'|"), {"kind", "members", "steps"},
            {"routes"});
        add("a strategy", inNode("'kind': 'pool', 'strategy': '|"),
            {"cheapest", "fastest", "balanced"}, {"pool", "members"});
        add("a key in a list", inNode("'kind': 'pool', 'limits': [{'measure': 'ttft_ms', '|"),
            {"at_most", "percentile", "hard"}, {"measure", "members"});
        add("a second one in a list",
            inNode("'kind': 'pool', 'limits': [{'measure': 'ttft_ms'}, {'|"),
            {"measure", "at_most"}, {"members"});
        add("a text in a list",
            inNode("'kind': 'fallback', 'steps': [{'node': 'a', 'on': ['rate_limited', '|"),
            {"timeout", "server_error"}, {"node"});
        add("true or false", inNode("'kind': 'pool', 'limits': [{'hard': t|"), {"true", "false"},
            {"hard"});
        add("a text is not true", inNode("'kind': 'pool', 'limits': [{'hard': '|"), {},
            {"true", "false"});
        add("behind a value", "{'signalbox': 1|}", {}, {"routes"});
        add("behind a key", "{'signalbox'|", {}, {"routes"});
        add("outside of everything", "|", {}, {"routes"});
        add("behind the end", "{}|", {}, {"routes"});
    }

    void wordsFitThePlace()
    {
        QFETCH(const QByteArray, marked);
        QFETCH(const QStringList, some);
        QFETCH(const QStringList, others);

        const QStringList found = offered(marked).words;

        for (const QString &word : some)
            QVERIFY2(found.contains(word), qPrintable(word + u": " + found.join(u' ')));
        for (const QString &word : others)
            QVERIFY2(!found.contains(word), qPrintable(word + u": " + found.join(u' ')));
    }

    void namesAreThoseThatThePolicyDeclares_data()
    {
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<QStringList>("names");
        const auto add = [](const char *name, const QByteArray &marked,
                            std::initializer_list<const char *> names) {
            QTest::newRow(name) << marked << words(names);
        };
        const auto inRoute = [](const char *route, const char *fields) -> QByteArray {
            return QByteArray("{'routes': [{'name': '") + route
                + "', 'graph': {'start': 'n', 'nodes': {'n': {" + fields + "}}}}]}";
        };

        add("a provider", "{'targets': [{'id': 't', 'provider': '|", {"here", "there"});
        add("a target of a node", inRoute("one", "'kind': 'target', 'target': '|"), {"a", "b"});
        add("a member of a pool", inRoute("one", "'kind': 'pool', 'members': ['a', '|"),
            {"a", "b"});
        add("a budget", inRoute("one", "'kind': 'budget', 'budget': 'd|"), {"daily"});
        add("a route", inRoute("one", "'kind': 'route', 'route': '|"), {"one", "two"});
        add("a node of the graph", inRoute("one", "'kind': 'match', 'then': '|"), {"first", "n"});
        add("a node of another", inRoute("two", "'kind': 'match', 'else': '|"), {"other"});
        add("a node of a route without a name", "{'routes': [{'graph': {'start': '|",
            {"first", "n", "other"});
        add("what a client may ask for", "{'clients': [{'name': 'c', 'routes': ['|",
            {"a", "b", "one", "two"});
        add("the node that an edge leads from",
            "{'routes': [{'name': 'two', 'graph': {'layout': {'bends': [{'from': '|", {"other"});
        add("a name of its own", "{'targets': [{'id': '|", {});
        add("without a quotation mark", inRoute("one", "'kind': 'target', 'target': |"), {});
    }

    void namesAreThoseThatThePolicyDeclares()
    {
        QFETCH(const QByteArray, marked);
        QFETCH(const QStringList, names);
        Policy policy;
        policy.providers.resize(2);
        policy.providers[0].id = QStringLiteral("here");
        policy.providers[1].id = QStringLiteral("there");
        policy.targets.resize(2);
        policy.targets[0].id = QStringLiteral("a");
        policy.targets[1].id = QStringLiteral("b");
        policy.budgets.resize(1);
        policy.budgets[0].id = QStringLiteral("daily");
        policy.routes.resize(2);
        policy.routes[0].name = QStringLiteral("one");
        policy.routes[0].graph.nodes = {{QStringLiteral("first"), {}}, {QStringLiteral("n"), {}}};
        policy.routes[1].name = QStringLiteral("two");
        policy.routes[1].graph.nodes = {{QStringLiteral("other"), {}}};

        QCOMPARE(offered(marked, DeclaredNames::of(policy)).words, names);
    }

    void wordBeginsBehindItsQuotationMark()
    {
        const SchemaCompletion quoted = offered("{'rou|");
        QCOMPARE(quoted.begin, 2U);
        QVERIFY(quoted.isQuoted);

        const SchemaCompletion plain = offered("{ rou|");
        QCOMPARE(plain.begin, 2U);
        QVERIFY(!plain.isQuoted);

        QCOMPARE(offered("{ |").begin, 2U);
    }

    void everyPlaceOfAnyTextIsAnswered()
    {
        QByteArray text = inNode("'kind':'pool','limits':[{'hard':true},{]}'\\'x\\\\','a':");
        text.replace('\'', '"');
        for (qsizetype length = 0; length <= text.size(); ++length) {
            const std::string_view part(text.constData(), static_cast<std::size_t>(length));
            for (std::size_t place = 0; place <= part.size() + 1; ++place)
                QVERIFY(completionAt(JsonSchema::ofPolicy(), part, place).begin <= part.size());
        }
    }
};

QTEST_GUILESS_MAIN(SchemaCompletionTest)
#include "tst_SchemaCompletion.moc"
