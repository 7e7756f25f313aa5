// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/Translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QLibraryInfo>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace signalbox;

namespace {

struct Message
{
    QString context;
    QString source;
    QString comment;
    QStringList translations; ///< one, or one for each plural form
    bool isPlural = false;
    bool isUnfinished = false;

    [[nodiscard]] QString key() const
    {
        return QStringList{context, source, comment}.join(QLatin1String(" | "));
    }
};

Message readMessage(QXmlStreamReader &xml, const QString &context)
{
    Message message{.context = context, .source = {}, .comment = {}, .translations = {}};
    message.isPlural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            message.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            message.isUnfinished = xml.attributes().hasAttribute(QLatin1String("type"));
            if (!message.isPlural)
                message.translations = {xml.readElementText()};
            while (message.isPlural && xml.readNextStartElement())
                message.translations.append(xml.readElementText());
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

QList<Message> readMessages(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    xml.readNextStartElement();
    while (xml.readNextStartElement()) { // the contexts
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1String("message"))
                messages.append(readMessage(xml, context));
            else
                xml.skipCurrentElement();
        }
    }
    return xml.hasError() ? QList<Message>() : messages;
}

QString shippedFile(const QString &language)
{
    return QStringLiteral(SIGNALBOX_SOURCE_DIR "/translations/signalbox_%1.ts").arg(language);
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression placeholder(QStringLiteral("%L?(n|[0-9]+)"));
    QStringList found;
    for (auto matches = placeholder.globalMatch(text); matches.hasNext();)
        found.append(matches.next().captured());
    found.sort();
    return found;
}

} // namespace

/// The shipped translations are whole, and the window finds them.
class TranslationsTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyShippedLanguageLoads()
    {
        ui::installTranslations(*qApp, QLocale::c());
        const QDir shipped(QStringLiteral(SIGNALBOX_SOURCE_DIR "/translations"));
        const QStringList files = shipped.entryList({QStringLiteral("*.ts")});
        QVERIFY(files.size() >= 2);

        for (const QString &file : files) {
            const QString name = QFileInfo(file).completeBaseName();
            QTranslator translator;
            QVERIFY2(translator.load(QStringLiteral(":/i18n/") + name), qPrintable(name));
            QVERIFY2(!translator.isEmpty(), qPrintable(name));
        }
    }

    void pluralsAreRight_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("many");
        QTest::newRow("C") << "C"
                           << "1 model"
                           << "2 models";
        QTest::newRow("English") << "en_GB"
                                 << "1 model"
                                 << "2 models";
        QTest::newRow("German") << "de_AT"
                                << "1 Modell"
                                << "2 Modelle";
        QTest::newRow("not translated") << "fi_FI"
                                        << "1 model"
                                        << "2 models";
    }

    void pluralsAreRight()
    {
        QFETCH(const QString, locale);
        QFETCH(const QString, one);
        QFETCH(const QString, many);

        ui::installTranslations(*qApp, QLocale(locale));

        const auto models = [](int count) {
            return QCoreApplication::translate("signalbox::ui::CheckPanel", "%n model(s)", nullptr,
                                               count);
        };
        QCOMPARE(models(1), one);
        QCOMPARE(models(2), many);
    }

    void translationsAreWhole_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << "en";
        QTest::newRow("German") << "de";
    }

    void translationsAreWhole()
    {
        QFETCH(const QString, language);
        const QList<Message> messages = readMessages(shippedFile(language));
        QVERIFY(!messages.isEmpty());

        for (const Message &message : messages) {
            const QByteArray key = message.key().toUtf8();
            QVERIFY2(!message.isUnfinished, key.constData());
            QCOMPARE(message.translations.size(), message.isPlural ? 2 : 1);
            for (const QString &translation : message.translations) {
                QVERIFY2(!translation.trimmed().isEmpty(), key.constData());
                const QStringList kept = placeholders(translation);
                QVERIFY2(kept == placeholders(message.source), key.constData());
                QVERIFY2(translation.startsWith(QLatin1Char(' '))
                             == message.source.startsWith(QLatin1Char(' ')),
                         key.constData());
            }
        }
    }

    void nothingIsLeftOut_data() { translationsAreWhole_data(); }

    void nothingIsLeftOut()
    {
        QFETCH(const QString, language);
        const QString lupdate =
            QLibraryInfo::path(QLibraryInfo::BinariesPath) + QLatin1String("/lupdate");
        if (!QFile::exists(lupdate))
            QSKIP("lupdate is not installed (qt6-l10n-tools)");
        const bool isEnglish = language == QLatin1String("en");
        const QTemporaryDir folder;
        const QString fresh = folder.filePath(QStringLiteral("fresh_%1.ts").arg(language));
        const QString source = QStringLiteral(SIGNALBOX_SOURCE_DIR);
        QStringList arguments{QStringLiteral("-I"),           source + QLatin1String("/src"),
                              source + QLatin1String("/src"), source + QLatin1String("/app"),
                              QStringLiteral("-extensions"),  QStringLiteral("cpp,h"),
                              QStringLiteral("-silent")};
        if (isEnglish)
            arguments.append(QStringLiteral("-pluralonly"));
        arguments.append({QStringLiteral("-ts"), fresh});

        QProcess process;
        process.start(lupdate, arguments);
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());

        QHash<QString, bool> shipped;
        for (const Message &message : readMessages(shippedFile(language)))
            shipped.insert(message.key(), message.isPlural);
        const QList<Message> wanted = readMessages(fresh);
        QVERIFY(!wanted.isEmpty());
        for (const Message &message : wanted) {
            QVERIFY2(shipped.contains(message.key()),
                     qPrintable(message.key()
                                + QLatin1String(": build the target update_translations")));
            QCOMPARE(shipped.value(message.key()), message.isPlural);
        }
        QCOMPARE(shipped.size(), wanted.size()); // nor is anything translated that is gone
    }
};

QTEST_MAIN(TranslationsTest)
#include "tst_Translations.moc"
