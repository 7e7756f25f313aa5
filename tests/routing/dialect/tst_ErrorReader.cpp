// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ErrorReader.h"

#include <QTest>

using signalbox::routing::readErrorBody;

class ErrorReaderTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyShapeGivesTheProvidersWords_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *title, const char *body, const char *message,
                            const char *code = "") {
            QTest::newRow(title) << QByteArray(body) << QByteArray(message) << QByteArray(code);
        };
        row("OpenAI", "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":\"c\"}}", "m", "c");
        row("Anthropic", "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"m\"}}", "m");
        row("Gemini", "{\"error\":{\"code\":400,\"message\":\"m\",\"status\":\"S\"}}", "m");
        row("Gemini's array", "[{\"error\":{\"code\":400,\"message\":\"m\"}}]", "m");
        row("Mistral", "{\"object\":\"error\",\"message\":\"m\",\"code\":\"1500\"}", "m", "1500");
        row("Mistral's key", "{\"detail\":\"m\"}", "m");
        row("Mistral's validation", "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"m\"}]}", "m");
        row("xAI", "{\"code\":\"c\",\"error\":\"m\"}", "m", "c");
        row("Cohere", "{\"id\":\"x\",\"message\":\"m\"}", "m");
        row("Ollama", "{\"error\":\"m\"}", "m");
        row("Bedrock", "{\"message\":\"m\"}", "m");
        row("nothing", "", "fallback");
        row("a page", "<html></html>", "fallback");
        row("no words", "{\"error\":{\"code\":null}}", "fallback");
        row("no object", "[]", "fallback");
    }

    void everyShapeGivesTheProvidersWords()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, code);

        const auto error = readErrorBody(418, body.toStdString(), "fallback");

        QCOMPARE(error.status, 418);
        QCOMPARE(QByteArray::fromStdString(error.message), message);
        QCOMPARE(QByteArray::fromStdString(error.code), code);
    }
};

QTEST_GUILESS_MAIN(ErrorReaderTest)
#include "tst_ErrorReader.moc"
