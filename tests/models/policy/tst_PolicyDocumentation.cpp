// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyNames.h"
#include "models/policy/PolicyReader.h"
#include "models/policy/SchemaValidator.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace signalbox::models;

namespace {

QString source(const char *path)
{
    QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR "/") + QLatin1String(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The blocks of JSON in the page, by the line that they begin on.
QList<std::pair<int, QString>> blocks()
{
    QList<std::pair<int, QString>> found;
    const QStringList lines = source("docs/policy.md").split(u'\n');
    bool isInside = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (!isInside && lines[i] == QLatin1String("```json")) {
            found.append({static_cast<int>(i) + 2, QString()});
            isInside = true;
        } else if (isInside && lines[i] == QLatin1String("```")) {
            isInside = false;
        } else if (isInside) {
            found.last().second += lines[i] + u'\n';
        }
    }
    return found;
}

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

void collectKeys(const JsonValue &schema, QSet<QString> &keys)
{
    for (const JsonMember &member : schema.members) {
        if (member.key == QLatin1String("properties")) {
            for (const JsonMember &property : member.value.members)
                keys.insert(property.key);
        }
        collectKeys(member.value, keys);
    }
    for (const JsonValue &item : schema.items)
        collectKeys(item, keys);
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

        for (const auto &[line, block] : blocks())
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
        for (const auto &[line, block] : blocks()) {
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
        const QString page = source("docs/policy.md");
        const JsonTree schema =
            JsonTree::parse(source("resources/schema/signalbox-1.schema.json").toUtf8());
        QSet<QString> keys;
        collectKeys(*schema.root(), keys);
        QVERIFY(keys.size() > 100);

        QStringList missing;
        for (const QString &key : keys) {
            if (!page.contains(u'`' + key + u'`'))
                missing.append(key);
        }
        missing.sort();

        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral(", "))));
    }

    void everyNameIsExplained()
    {
        const QString page = source("docs/policy.md");
        QStringList names = textsOf(strategyNames) + textsOf(measureNames)
            + textsOf(comparisonNames) + textsOf(routeNodeKindNames) + textsOf(onNoneNames)
            + textsOf(unitNames) + textsOf(tableHitNames) + textsOf(systemPlaceNames)
            + textsOf(budgetPeriodNames) + textsOf(onLimitNames) + textsOf(captureBodiesNames)
            + taskTypeNames();

        for (const QString &name : names)
            QVERIFY2(page.contains(u'`' + name + u'`'), qPrintable(name));
        for (const QString &signal : signalNames())
            QVERIFY2(page.contains(QStringLiteral("| `") + signal), qPrintable(signal));
    }
};

QTEST_GUILESS_MAIN(PolicyDocumentationTest)
#include "tst_PolicyDocumentation.moc"
