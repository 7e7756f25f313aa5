// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/SchemaValidator.h"
#include "models/routetests/RouteTestsReader.h"

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
    const QStringList lines = source("docs/tests.md").split(u'\n');
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

} // namespace

/// The page that explains route tests: its examples are good, and it leaves nothing out.
class RouteTestsDocumentationTest final : public QObject
{
    Q_OBJECT

private slots:
    void exampleIsRead_data()
    {
        QTest::addColumn<QString>("block");

        for (const auto &[line, block] : blocks())
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
        const QString page = source("docs/tests.md");
        const JsonTree schema =
            JsonTree::parse(source("resources/schema/signalbox-tests-1.schema.json").toUtf8());
        QSet<QString> keys;
        collectKeys(*schema.root(), keys);
        QVERIFY(keys.size() > 30);

        QStringList missing;
        for (const QString &key : keys) {
            if (!page.contains(u'`' + key + u'`'))
                missing.append(key);
        }
        missing.sort();

        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral(", "))));
    }
};

QTEST_GUILESS_MAIN(RouteTestsDocumentationTest)
#include "tst_RouteTestsDocumentation.moc"
