// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/SpendingChecks.h"
#include "support/PolicyTexts.h"

#include <QTest>

using namespace signalbox::models;
using signalbox::tests::policyText;
using signalbox::tests::problemsOf;

namespace {

QByteArray routes(const QByteArrayList &names)
{
    QByteArrayList texts;
    for (const QByteArray &name : names)
        texts.append("{'name':'" + name
                     + "','graph':{'start':'n','nodes':{'n':{'kind':'answer','text':'t'}}}}");
    return "'routes':[" + texts.join(',') + "]";
}

QByteArray budget(const QByteArray &fields)
{
    return "{'period':'day','usd':1," + fields + "}";
}

QByteArray clients(const QByteArray &list)
{
    return policyText("'providers':[{'id':'p','dialect':'openai','base_url':'https://h/v1',"
                      "'keys':['env:P']}],'targets':[{'id':'a','provider':'p','model':'m'}],"
                      + routes({"r"}) + ",'clients':[" + list + "]");
}

} // namespace

class SpendingChecksTest final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char *name, const QByteArray &text, const char *problems) {
            QTest::newRow(name) << text << QString::fromUtf8(problems);
        };
        const auto budgets = [&row](const char *name, const QByteArray &list,
                                    const char *problems) {
            row(name, policyText(routes({"r", "s", "t"}) + ",'budgets':[" + list + "]"), problems);
        };
        budgets("fine", budget("'id':'b','route':'r','on_limit':{'route':'s'}"), "");
        budgets("budget twice", budget("'id':'b'") + "," + budget("'id':'b'"),
                "E /budgets/1/id: The budget \"b\" exists already, at /budgets/0/id.");
        budgets("of no route", budget("'id':'b','route':'q'"),
                "E /budgets/0/route: There is no route \"q\".");
        budgets("of no provider", budget("'id':'b','provider':'q'"),
                "E /budgets/0/provider: There is no provider \"q\".");
        budgets("of no client", budget("'id':'b','client':'q'"),
                "E /budgets/0/client: There is no client \"q\".");
        budgets("of the first client", budget("'id':'b','client':'default'"), "");
        budgets("for each of one", budget("'id':'b','client':'default','per_client':true"),
                "W /budgets/0/per_client: This budget is for one client only; this has no effect.");
        budgets("to no route", budget("'id':'b','on_limit':{'route':'q'}"),
                "E /budgets/0/on_limit/route: There is no route \"q\".");
        budgets("to itself", budget("'id':'b','route':'r','on_limit':{'route':'r'}"),
                "E /budgets/0/on_limit/route: The budget leads back to the route that it is for.");
        budgets("in a circle",
                budget("'id':'a','route':'r','on_limit':{'route':'s'}") + ","
                    + budget("'id':'b','route':'s','on_limit':{'route':'t'}") + ","
                    + budget("'id':'c','route':'t','on_limit':{'route':'s'}"),
                "E /budgets/1/on_limit/route: Downgrades go in a circle: \"s\" -> \"t\" -> \"s\".");

        row("client by route, target and model",
            clients("{'name':'c','key':'env:C','routes':['r','a','p/m']}"), "");
        row("client twice", clients("{'name':'c','key':'env:C'},{'name':'c','key':'env:D'}"),
            "E /clients/1/name: The client \"c\" exists already, at /clients/0/name.");
        row("client of the first key's name", clients("{'name':'default','key':'env:C'}"),
            "W /clients/0/name: The key made at first run is called \"default\" as well; the two "
            "cannot be told apart.");
        row("key of two clients", clients("{'name':'c','key':'env:C'},{'name':'d','key':'env:C'}"),
            "E /clients/1/key: The client \"c\" has the same key.");
        row("key of a provider", clients("{'name':'c','key':'env:P'}"),
            "W /clients/0/key: This is a key of the provider \"p\", too.");
        row("no such route", clients("{'name':'c','key':'env:C','routes':['q']}"),
            "E /clients/0/routes/0: There is no route \"q\".");
        row("no such provider", clients("{'name':'c','key':'env:C','routes':['q/m']}"),
            "E /clients/0/routes/0: There is no provider \"q\".");
        row("out of date", clients("{'name':'c','key':'env:C','expires':'2026-02-28'}"),
            "W /clients/0/expires: The key of the client \"c\" is out of date since 2026-03-01.");
        row("the last day", clients("{'name':'c','key':'env:C','expires':'2026-03-01'}"), "");
        row("key of a provider twice",
            policyText("'providers':[{'id':'p','dialect':'openai',"
                       "'base_url':'https://h/v1','keys':['env:P',"
                       "{'key':'env:P','requests':1}]}]"),
            "E /providers/0/keys/1/key: This key is given twice.");
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, problems);

        QCOMPARE(problemsOf(text, {.today = QDate(2026, 3, 1)}), problems);
    }

    void nothingIsOutOfDateWithoutADate()
    {
        QCOMPARE(problemsOf(clients("{'name':'c','key':'env:C','expires':'2001-01-01'}")),
                 QString());
    }
};

QTEST_GUILESS_MAIN(SpendingChecksTest)
#include "tst_SpendingChecks.moc"
