// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/TokenEncoding.h"

#include <QTest>

using namespace signalbox::models;

class TokenEncodingTest final : public QObject
{
    Q_OBJECT

private slots:
    void modelsReadTheirEncoding_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("encoding"); // empty: none is published
        const auto row = [](const char *model, const char *encoding) {
            QTest::newRow(model) << QByteArray(model) << QByteArray(encoding);
        };
        row("gpt-4o-mini-2024-07-18", "o200k_base");
        row("chatgpt-4o-latest", "o200k_base");
        row("gpt-4.1-nano", "o200k_base");
        row("gpt-5", "o200k_base");
        row("openai/gpt-5.1-codex", "o200k_base");
        row("gpt-oss:20b", "o200k_base");
        row("openai.gpt-oss-120b", "o200k_base");
        row("o1", "o200k_base");
        row("o3-mini-2025-01-31", "o200k_base");
        row("o4-mini", "o200k_base");
        row("ft:gpt-4o-mini:acme::1", "o200k_base");
        row("gpt-4", "cl100k_base");
        row("gpt-4-turbo", "cl100k_base");
        row("gpt-3.5-turbo", "cl100k_base");
        row("gpt-35-turbo", "cl100k_base");
        row("ft:gpt-3.5-turbo:acme::1", "cl100k_base");
        row("text-embedding-3-small", "cl100k_base");
        row("claude-sonnet-4-5", "");
        row("gemini-2.5-flash", "");
        row("ollama-1", "");
        row("o1s", "");
        row("", "");
    }
    void modelsReadTheirEncoding()
    {
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, encoding);

        const auto found = tokenEncodingOf(model.toStdString());

        const QByteArray name = found
            ? QByteArray::fromStdString(std::string(tokenEncodingName(*found)))
            : QByteArray();
        QCOMPARE(name, encoding);
    }
};

QTEST_GUILESS_MAIN(TokenEncodingTest)
#include "tst_TokenEncoding.moc"
