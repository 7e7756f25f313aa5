// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/ModelFacts.h"
#include "models/catalog/PriceBook.h"
#include "models/policy/checks/CatalogChecks.h"
#include "support/PolicyTexts.h"

#include <QElapsedTimer>
#include <QTest>

using namespace signalbox::models;
using signalbox::tests::policyText;
using signalbox::tests::problemsOf;

namespace {

/// `old` can do nothing and holds 8,000 tokens, `new` can do everything and holds 200,000; nothing
/// is known of any other.
ModelTable knownModels()
{
    const auto row = [](const QString &name, ModelFacts::Answer answer, qint64 window) {
        ModelTable::Row made;
        made.match.kind = MatchRule::Kind::Equals;
        made.match.text = name;
        made.facts.abilities.fill(answer);
        made.facts.contextWindow = window;
        return made;
    };
    return ModelTable({row(QStringLiteral("old"), ModelFacts::Answer::No, 8'000),
                       row(QStringLiteral("new"), ModelFacts::Answer::Yes, 200'000)});
}

/// Only gpt-4o-mini of OpenAI is known to it.
PriceBook knownPrices()
{
    LlmModelPrices model;
    model.id = QStringLiteral("gpt-4o-mini");
    model.match.kind = MatchRule::Kind::Equals;
    model.match.text = model.id;
    ProviderPrices provider;
    provider.id = QStringLiteral("openai");
    provider.url = QRegularExpression(QStringLiteral("example"));
    provider.models.push_back(model);
    return PriceBook({provider});
}

/// A policy with the provider `p`, and route `r` of the \a nodes from `start`; the nodes `old`,
/// `new` and `else` are targets.
QByteArray text(const QByteArray &start, const QByteArray &more = {})
{
    return policyText(
        "'providers':[{'id':'p','dialect':'openai','base_url':'https://api.example.com/v1',"
        "'keys':['env:K']}],'targets':[{'id':'priced','provider':'p','model':'x',"
        "'input_price_per_m':1,'output_price_per_m':2},{'id':'wide','provider':'p','model':'old',"
        "'context_window':1000000}],'routes':[{'name':'r','graph':{'start':'start','nodes':{"
        "'start':"
        + start
        + ",'old':{'kind':'target','target':'p/old'},"
          "'new':{'kind':'target','target':'p/new'},'wide':{'kind':'target','target':'wide'},"
          "'both':{'kind':'pool','members':['p/old','p/new']},"
          "'else':{'kind':'target','target':'p/unknown'}}}}]"
        + more);
}

QByteArray match(const QByteArray &when, const QByteArray &then, const QByteArray &otherwise)
{
    return "{'kind':'match','when':" + when + ",'then':'" + then + "','else':'" + otherwise + "'}";
}

QByteArray condition(const QByteArray &signal, const QByteArray &op, const QByteArray &value)
{
    return "{'signal':'" + signal + "','op':'" + op + "','value':" + value + "}";
}

/// What was found, but for the nodes that a graph does not use.
QString found(const QByteArray &policy)
{
    const ModelTable models = knownModels();
    const PriceBook prices = knownPrices();
    QStringList lines = problemsOf(policy, {.prices = &prices, .models = &models}).split(u'\n');
    lines.removeIf(
        [](const QString &line) { return line.contains(QLatin1String("Nothing leads to")); });
    return lines.join(u'\n');
}

} // namespace

class CatalogChecksTest final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char *name, const QByteArray &policy, const char *problems) {
            QTest::newRow(name) << policy << QString::fromUtf8(problems);
        };
        const auto way = [&row](const char *name, const QByteArray &when, const char *problems) {
            row(name, text(match(when, "old", "new")), problems);
        };
        way("images", condition("images", ">", "0"),
            "W @/nodes/start/then: This leads to \"p/old\", whose model cannot take images.");
        way("documents", condition("documents", ">=", "1"),
            "W @/nodes/start/then: This leads to \"p/old\", whose model cannot take documents.");
        way("tools", condition("tool_turn", "==", "true"),
            "W @/nodes/start/then: This leads to \"p/old\", whose model cannot call tools.");
        way("schema", condition("json_schema", "!=", "false"),
            "W @/nodes/start/then: This leads to \"p/old\", whose model cannot follow a JSON "
            "schema.");
        way("reasoning, among others",
            "{'all':[" + condition("reasoning", "==", "true") + "," + condition("hour", "<", "8")
                + "]}",
            "W @/nodes/start/then: This leads to \"p/old\", whose model cannot reason.");
        way("images, perhaps",
            "{'any':[" + condition("images", ">", "0") + "," + condition("hour", "<", "8") + "]}",
            "");
        way("no images", condition("images", "==", "0"), "");
        way("many tokens", condition("input_tokens", ">", "8000"),
            "W @/nodes/start/then: This leads to \"p/old\", whose context window has only 8000 "
            "tokens.");
        way("few tokens", condition("input_tokens", ">", "7999"), "");
        row("the other way", text(match(condition("images", "==", "0"), "new", "old")),
            "W @/nodes/start/else: This leads to \"p/old\", whose model cannot take images.");
        row("unknown models pass", text(match(condition("images", ">", "0"), "else", "new")), "");
        row("the target's own window",
            text(match(condition("input_tokens", ">", "100000"), "wide", "new")), "");
        row("a pool in which one can", text(match(condition("images", ">", "0"), "both", "new")),
            "");
        row("case",
            text("{'kind':'switch','on':'tools','cases':[{'is':[1,2],'node':'old'}],"
                 "'else':'new'}"),
            "W @/nodes/start/cases/0/node: This leads to \"p/old\", whose model cannot call "
            "tools.");
        row("row",
            text("{'kind':'table','columns':['hour','images'],'rows':[{'when':[1,null],"
                 "'node':'old'},{'when':[2,{'op':'>','value':0}],'node':'old'}],'else':'new'}"),
            "W @/nodes/start/rows/1/node: This leads to \"p/old\", whose model cannot take "
            "images.");
        row("through another route",
            policyText("'providers':[{'id':'p','dialect':'openai','base_url':'https://"
                       "x.org','keys':['env:K']}],'routes':["
                       "{'name':'r','graph':{'start':'m','nodes':{'m':"
                       + match(condition("images", ">", "0"), "s", "a")
                       + ",'s':{'kind':'route','route':'s'},'a':{'kind':'answer','text':'t'}}}},"
                         "{'name':'s','graph':{'start':'n','nodes':{'n':{'kind':'target',"
                         "'target':'p/old'}}}}]"),
            "W @/nodes/m/then: This leads to \"p/old\", whose model cannot take images.");
        row("cheapest of no price",
            text("{'kind':'pool','strategy':'cheapest','members':['priced','p/gpt-4o-mini','p/y',"
                 "'p/z'],'limits':[{'measure':'input_price_per_m','at_most':2}]}"),
            "W @/nodes/start/members: The price of \"p/y\", \"p/z\" is not known, but \"cheapest\" "
            "goes by it.\n"
            "W @/nodes/start/limits/0: The price of \"p/y\", \"p/z\" is not known; this limit lets "
            "it pass.");
        row("balanced without cost",
            text("{'kind':'pool','strategy':'balanced','members':['priced','p/y'],"
                 "'balance':{'cost':0}}"),
            "");
        row("budget of no price",
            text("{'kind':'target','target':'p/y'}",
                 ",'budgets':[{'id':'b','period':'day','usd':1,'provider':'p'},"
                 "{'id':'c','period':'day','usd':1,'route':'r'}]"),
            "W /budgets/0: The price of \"p/y\" is not known; this budget counts nothing for it.\n"
            "W /budgets/1: The price of \"p/y\" is not known; this budget counts nothing for it.");
        row("budget of a known price",
            text("{'kind':'target','target':'priced'}",
                 ",'budgets':[{'id':'b','period':'day','usd':1}]"),
            "");
        const auto provider = [&row](const char *name, const QByteArray &fields,
                                     const char *problems) {
            row(name,
                policyText("'providers':[{'id':'p'," + fields
                           + "}],'routes':[{'name':'r','graph':{'start':'n','nodes':"
                             "{'n':{'kind':'target','target':'p/m'}}}}]"),
                problems);
        };
        provider("no key", "'dialect':'anthropic','base_url':'https://x.org'",
                 "W /providers/0: The provider \"p\" has no key, and \"p/m\" uses it.");
        provider("no key needed here", "'dialect':'openai','base_url':'http://localhost:8080/v1'",
                 "");
        provider("no key for none", "'dialect':'simulated'", "");
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, policy);
        QFETCH(const QString, problems);

        QCOMPARE(found(policy), problems);
    }

    void withoutReferencesNothingIsSaid()
    {
        const QString problems =
            problemsOf(text(match(condition("images", ">", "0"), "old", "new")));

        QVERIFY2(!problems.contains(QLatin1String("This leads to")), qPrintable(problems));
    }

    void manyRowsOfManyTargetsAreBounded()
    {
        QByteArray rows;
        QByteArray members;
        for (int i = 0; i < 5'000; ++i) {
            const QByteArray number = QByteArray::number(i);
            rows += (i == 0 ? "{'when':[" : ",{'when':[") + QByteArray::number(i + 1)
                + "],'node':'pool'}";
            members += (i == 0 ? "'p/m" : ",'p/m") + number + "'";
        }
        QElapsedTimer timer;
        timer.start();

        const QString problems = found(policyText(
            "'providers':[{'id':'p','dialect':'openai','base_url':'https://"
            "x.org','keys':['env:K']}],"
            "'routes':[{'name':'r','graph':{'start':'t','nodes':{'t':{'kind':'table',"
            "'columns':['images'],'rows':["
            + rows + "],'else':'pool'},'pool':{'kind':'pool','members':[" + members + "]}}}}]"));

        QCOMPARE(problems, QString());
        qInfo("%lld ms", timer.elapsed());
    }
};

QTEST_GUILESS_MAIN(CatalogChecksTest)
#include "tst_CatalogChecks.moc"
