// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/SampleTraffic.h"
#include "ui/shell/Snippets.h"

#include <QTest>

using namespace signalbox;

class SnippetsTest final : public QObject
{
    Q_OBJECT

private slots:
    void everySnippetHoldsAddressKeyAndModel()
    {
        const ui::SnippetFacts facts{.address = QStringLiteral("http://127.0.0.1:4150"),
                                     .clientKey = QStringLiteral("sbx-key"),
                                     .model = QStringLiteral("smart")};
        for (int i = 0; i < ui::snippetKindCount; ++i) {
            const QString text = ui::snippet(static_cast<ui::SnippetKind>(i), facts);

            QVERIFY(text.contains(facts.address));
            QVERIFY(text.contains(facts.clientKey));
            QVERIFY(text.contains(facts.model));
            QVERIFY(!text.contains(QLatin1Char('%')));
        }
    }

    void snippetsWorkWithoutAClientKey()
    {
        const QString text = ui::snippet(ui::SnippetKind::Python, {});

        QVERIFY(text.contains(QLatin1String("api_key=\"not-needed\"")));
    }

    void claudeCodeGetsARouteThatSpeaksItsDialect()
    {
        const models::Policy policy = tests::samplePolicy();

        QCOMPARE(ui::snippetModel(policy, models::ProviderDialect::Anthropic),
                 QStringLiteral("claude"));
        QCOMPARE(ui::snippetModel(policy, models::ProviderDialect::OpenAi),
                 QStringLiteral("smart"));
    }

    void simulatedRouteServesEveryClient()
    {
        const models::Policy policy = models::Policy::builtIn();

        QCOMPARE(ui::snippetModel(policy, models::ProviderDialect::Anthropic),
                 QStringLiteral("auto"));
        QCOMPARE(ui::snippetModel(models::Policy(), models::ProviderDialect::OpenAi),
                 QStringLiteral("auto"));
    }
};

QTEST_GUILESS_MAIN(SnippetsTest)
#include "tst_Snippets.moc"
