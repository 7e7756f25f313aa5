// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/JunitReport.h"

#include <QSaveFile>
#include <QXmlStreamWriter>

namespace signalbox::app {

namespace {

/// \a text without the characters that no XML document may have, escaped or not.
QString xmlText(const QString &text)
{
    QString fit;
    fit.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool isPair =
            c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair) {
            fit += c;
            fit += text[++i];
            continue;
        }
        const bool isControl = c < u' ' && c != u'\t' && c != u'\n' && c != u'\r';
        const bool isFit = !isControl && !c.isSurrogate() && c != u'\xFFFE' && c != u'\xFFFF';
        fit += isFit ? c : QChar(QChar::ReplacementCharacter);
    }
    return fit;
}

void writeAttribute(QXmlStreamWriter &xml, const char *name, const QString &value)
{
    xml.writeAttribute(QString::fromLatin1(name), xmlText(value));
}

void writeAttribute(QXmlStreamWriter &xml, const char *name, int value)
{
    xml.writeAttribute(QString::fromLatin1(name), QString::number(value));
}

} // namespace

QString mismatchesInWords(const routing::RouteCaseResult &result)
{
    QStringList words;
    for (const routing::RouteMismatch &mismatch : result.mismatches)
        words.append(mismatch.what + QStringLiteral(": expected ") + mismatch.expected
                     + QStringLiteral(", got ") + mismatch.actual);
    return words.join(QStringLiteral("; "));
}

void JunitReport::add(const QString &file, const routing::RouteTestReport &report)
{
    Suite &suite = m_suites.emplace_back();
    suite.file = file;
    suite.failed = report.failed();
    suite.cases.reserve(report.results.size());
    for (const routing::RouteCaseResult &result : report.results)
        suite.cases.push_back({.name = result.name,
                               .line = result.line,
                               .failure = mismatchesInWords(result),
                               .way = result.way});
}

QByteArray JunitReport::toXml() const
{
    int tests = 0;
    int failures = 0;
    for (const Suite &suite : m_suites) {
        tests += static_cast<int>(suite.cases.size());
        failures += suite.failed;
    }
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("testsuites"));
    writeAttribute(xml, "name", QStringLiteral("signalbox test"));
    writeAttribute(xml, "tests", tests);
    writeAttribute(xml, "failures", failures);
    for (const Suite &suite : m_suites) {
        xml.writeStartElement(QStringLiteral("testsuite"));
        writeAttribute(xml, "name", suite.file);
        writeAttribute(xml, "tests", static_cast<int>(suite.cases.size()));
        writeAttribute(xml, "failures", suite.failed);
        writeAttribute(xml, "errors", 0);
        for (const Case &one : suite.cases) {
            xml.writeStartElement(QStringLiteral("testcase"));
            writeAttribute(xml, "name", one.name);
            writeAttribute(xml, "classname", suite.file);
            writeAttribute(xml, "file", suite.file);
            writeAttribute(xml, "line", one.line);
            if (!one.failure.isEmpty()) {
                xml.writeStartElement(QStringLiteral("failure"));
                writeAttribute(xml, "message", one.failure);
                xml.writeCharacters(xmlText(one.way));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

QString JunitReport::save(const QString &path) const
{
    QSaveFile file(path);
    const QByteArray bytes = toXml();
    const bool isWritten =
        file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    return isWritten ? QString() : file.errorString();
}

} // namespace signalbox::app
