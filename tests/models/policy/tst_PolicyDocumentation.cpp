// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyNames.h"
#include "models/policy/PolicyReader.h"
#include "models/policy/SchemaValidator.h"
#include "support/Documentation.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::models;

namespace {

const QString page = QStringLiteral("docs/policy.md");

bool isWhole(const QString &block)
{
    return block.contains(QLatin1String("\"signalbox\""));
}

/// A policy around \a block, which is a node or some parts of a policy.
QString wrapped(const QString &block)
{
    if (isWhole(block))
        return block;
    if (block.startsWith(u'{'))
        return QStringLiteral("{\"signalbox\":1,\"routes\":[{\"name\":\"r\",\"graph\":"
                              "{\"start\":\"n\",\"nodes\":{\"n\":")
            + block + QStringLiteral("}}}]}");
    return QStringLiteral("{\"signalbox\":1,") + block + u'}';
}

template<typename Names>
QStringList textsOf(const Names &names)
{
    QStringList texts;
    for (const auto &[value, text] : names)
        texts.append(text);
    return texts;
}

} // namespace

/// The page that explains the policy: its examples are good, and it leaves nothing out.
class PolicyDocumentationTest final : public QObject
{
    Q_OBJECT

private slots:
    void exampleFitsTheSchema_data()
    {
        QTest::addColumn<QString>("block");

        for (const auto &[line, block] : tests::documentedExamples(page))
            QTest::addRow("line %d", line) << block;
    }

    void exampleFitsTheSchema()
    {
        QFETCH(const QString, block);
        const JsonTree tree = JsonTree::parse(wrapped(block).toUtf8());
        QVERIFY2(tree.root(), qPrintable(block));

        const QList<PolicyProblem> problems = validate(tree, JsonSchema::ofPolicy());

        QVERIFY2(problems.isEmpty(),
                 qPrintable(problems.isEmpty() ? QString()
                                               : problems[0].path + u' ' + problems[0].message));
    }

    void wholeExampleIsRead()
    {
        int read = 0;
        for (const auto &[line, block] : tests::documentedExamples(page)) {
            if (!isWhole(block))
                continue;
            const auto result = readPolicy(block.toUtf8());
            QVERIFY2(result, qPrintable(QString::number(line)));
            QVERIFY2(result.value().warnings.isEmpty(), qPrintable(QString::number(line)));
            ++read;
        }

        QVERIFY(read > 0);
    }

    void everyKeyIsNamed()
    {
        const auto missing = tests::unexplainedKeys(
            QStringLiteral("resources/schema/signalbox-1.schema.json"), page, 100);

        QVERIFY(missing);
        QVERIFY2(missing->isEmpty(), qPrintable(missing->join(QStringLiteral(", "))));
    }

    void everyNameIsExplained()
    {
        const QString text = tests::sourceText(page);
        QStringList names = textsOf(strategyNames) + textsOf(measureNames)
            + textsOf(comparisonNames) + textsOf(routeNodeKindNames) + textsOf(onNoneNames)
            + textsOf(unitNames) + textsOf(tableHitNames) + textsOf(systemPlaceNames)
            + textsOf(budgetPeriodNames) + textsOf(budgetReserveNames) + textsOf(onLimitNames)
            + textsOf(captureBodiesNames) + taskTypeNames();

        for (const QString &name : names)
            QVERIFY2(text.contains(u'`' + name + u'`'), qPrintable(name));
        for (const QString &signal : signalNames())
            QVERIFY2(text.contains(QStringLiteral("| `") + signal), qPrintable(signal));
    }
};

QTEST_GUILESS_MAIN(PolicyDocumentationTest)
#include "tst_PolicyDocumentation.moc"
