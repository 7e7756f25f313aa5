// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/SchemaValidator.h"
#include "models/routetests/RouteTestsReader.h"
#include "support/Documentation.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::models;

namespace {

const QString page = QStringLiteral("docs/tests.md");

/// Tests around \a block, which is one part of a case.
QString wrapped(const QString &block)
{
    if (block.contains(QLatin1String("signalbox_tests")))
        return block;
    QString one = QStringLiteral("\"name\":\"n\",") + block;
    if (!block.startsWith(QLatin1String("\"request\"")))
        one += QStringLiteral(",\"request\":{}");
    if (!block.startsWith(QLatin1String("\"expect\"")))
        one += QStringLiteral(",\"expect\":{\"served\":true}");
    return QStringLiteral("{\"signalbox_tests\":1,\"cases\":[{") + one + QStringLiteral("}]}");
}

} // namespace

/// The page that explains route tests: its examples are good, and it leaves nothing out.
class RouteTestsDocumentationTest final : public QObject
{
    Q_OBJECT

private slots:
    void exampleIsRead_data()
    {
        QTest::addColumn<QString>("block");

        for (const auto &[line, block] : tests::documentedExamples(page))
            QTest::addRow("line %d", line) << block;
    }

    void exampleIsRead()
    {
        QFETCH(const QString, block);

        const auto read = readRouteTests(wrapped(block).toUtf8());

        QVERIFY2(read,
                 qPrintable(read
                                ? QString()
                                : read.error().front().path + u' ' + read.error().front().message));
        QVERIFY(read.value().warnings.isEmpty());
    }

    void everyKeyIsNamed()
    {
        const auto missing = tests::unexplainedKeys(
            QStringLiteral("resources/schema/signalbox-tests-1.schema.json"), page, 30);

        QVERIFY(missing);
        QVERIFY2(missing->isEmpty(), qPrintable(missing->join(QStringLiteral(", "))));
    }
};

QTEST_GUILESS_MAIN(RouteTestsDocumentationTest)
#include "tst_RouteTestsDocumentation.moc"
