// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/ModelFacts.h"
#include "models/catalog/PriceBook.h"
#include "models/policy/PolicyReader.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace signalbox::models;

namespace {

QDir samples()
{
    return QDir(QStringLiteral(SIGNALBOX_TEST_DATA "/wrong-policies"));
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// All that is said of a policy, as a person reads it.
QString toldOf(const QByteArray &policy)
{
    const auto prices = PriceBook::shipped();
    const auto facts = ModelTable::shipped();
    const auto read = readPolicy(
        policy, {.prices = prices.get(), .models = facts.get(), .today = QDate(2026, 6, 1)});
    const QList<PolicyProblem> problems = read ? read.value().warnings : read.error();
    QString text;
    for (const PolicyProblem &problem : problems) {
        text +=
            QStringLiteral("%1 %2 %3: %4\n")
                .arg(problem.line)
                .arg(QLatin1Char(problem.severity == PolicyProblem::Severity::Error ? 'E' : 'W'))
                .arg(problem.path.isEmpty() ? QStringLiteral("/") : problem.path)
                .arg(problem.message);
        if (!problem.hint.isEmpty())
            text += QStringLiteral("    %1\n").arg(problem.hint);
    }
    return text;
}

} // namespace

/// Each file in tests/data/wrong-policies is told of as the text beside it says: line, severity,
/// path, message, hint. With SIGNALBOX_WRITE_EXPECTED=1 the texts are written anew, to be read
/// before they are kept.
class WrongPoliciesTest final : public QObject
{
    Q_OBJECT

private slots:
    void isToldOfAsExpected_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList names = samples().entryList({QStringLiteral("*.json")}, QDir::Files);
        QVERIFY(names.size() > 20);
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << name.chopped(5);
    }

    void isToldOfAsExpected()
    {
        QFETCH(QString, name);
        const QString expectedFile = samples().filePath(name + QStringLiteral(".txt"));
        const QString told = toldOf(bytesOf(samples().filePath(name + QStringLiteral(".json"))));
        QVERIFY(!told.isEmpty());
        if (qEnvironmentVariableIsSet("SIGNALBOX_WRITE_EXPECTED")) {
            QFile file(expectedFile);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(told.toUtf8());
        }
        QCOMPARE(told, QString::fromUtf8(bytesOf(expectedFile)));
    }
};

QTEST_GUILESS_MAIN(WrongPoliciesTest)
#include "tst_WrongPolicies.moc"
