// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"
#include "models/policy/PolicyWriter.h"
#include "models/routetests/RouteTestsReader.h"
#include "routing/simulator/RouteSimulator.h"
#include "routing/simulator/RouteTestRun.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace signalbox;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString messageOf(const QList<models::PolicyProblem> &problems)
{
    return problems.isEmpty()
        ? QString()
        : QStringLiteral("%1: %2").arg(problems.first().path, problems.first().message);
}

} // namespace

/// The policies of tests/data/policies/realistic, each as somebody might really run it: they are
/// sound, and their own route tests pass.
class RealisticPoliciesTest final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_folder = QDir(QStringLiteral(QT_TESTCASE_SOURCEDIR "/data/policies/realistic"));
        m_names = m_folder.entryList({QStringLiteral("*.signalbox.json")}, QDir::Files);
        QCOMPARE(m_names.size(), 10);
    }

    void policyIsSound_data() { addPolicies(); }

    void policyIsSound()
    {
        QFETCH(const QByteArray, text);
        const auto read = models::readPolicy(text);
        QVERIFY2(read, qPrintable(read ? QString() : messageOf(read.error())));
        QVERIFY2(read.value().warnings.isEmpty(), qPrintable(messageOf(read.value().warnings)));
        const auto again = models::readPolicy(models::writePolicy(read.value().policy));
        QVERIFY(again);
        QCOMPARE(again.value().policy, read.value().policy);
    }

    void itsTestsPass_data() { addPolicies(); }

    void itsTestsPass()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, tests);
        const auto policy =
            std::make_shared<const models::Policy>(models::readPolicy(text).takeValue().policy);
        const auto read = models::readRouteTests(tests, policy.get());
        QVERIFY2(read, qPrintable(read ? QString() : messageOf(read.error())));
        QVERIFY(!read.value().tests.cases.isEmpty());
        routing::RouteSimulator simulator(policy);

        const auto report = routing::runRouteTests(simulator, read.value().tests);

        for (const routing::RouteCaseResult &result : report.results) {
            for (const routing::RouteMismatch &mismatch : result.mismatches)
                qWarning("%s: %s: expected %s, got %s", qPrintable(result.name),
                         qPrintable(mismatch.what), qPrintable(mismatch.expected),
                         qPrintable(mismatch.actual));
        }
        QCOMPARE(report.failed(), 0);
    }

private:
    void addPolicies() const
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("tests");
        for (const QString &name : m_names) {
            QString testsName = name;
            testsName.replace(QLatin1String(".signalbox.json"),
                              QLatin1String(".signalbox-tests.json"));
            QTest::newRow(qPrintable(name.section(QLatin1Char('.'), 0, 0)))
                << contentOf(m_folder.filePath(name)) << contentOf(m_folder.filePath(testsName));
        }
    }

    QDir m_folder;
    QStringList m_names;
};

QTEST_GUILESS_MAIN(RealisticPoliciesTest)
#include "tst_RealisticPolicies.moc"
