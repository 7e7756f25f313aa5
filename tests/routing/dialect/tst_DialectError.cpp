// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/DialectError.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using signalbox::models::ClientDialect;
using signalbox::routing::DialectError;
using signalbox::routing::errorBody;
using signalbox::routing::errorEvent;
using signalbox::routing::statusFor;

namespace {

QJsonObject bodyOf(ClientDialect dialect, const DialectError &error, std::string_view id = {})
{
    const std::string json = errorBody(dialect, error, id);
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

QJsonObject inner(const QJsonObject &object)
{
    return object.value(QLatin1String("error")).toObject();
}

QString value(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

const DialectError nasty{.status = 404,
                         .message = "No \"model\" \\ here.\nReally.",
                         .code = "model_not_found",
                         .param = "model"};

} // namespace

class DialectErrorTest final : public QObject
{
    Q_OBJECT

private slots:
    void messageSurvivesInEveryDialect_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::newRow("chat") << ClientDialect::OpenAiChat;
        QTest::newRow("responses") << ClientDialect::OpenAiResponses;
        QTest::newRow("embeddings") << ClientDialect::OpenAiEmbeddings;
        QTest::newRow("models") << ClientDialect::OpenAiModels;
        QTest::newRow("anthropic") << ClientDialect::Anthropic;
        QTest::newRow("gemini") << ClientDialect::Gemini;
        QTest::newRow("ollama") << ClientDialect::Ollama;
        QTest::newRow("unknown") << ClientDialect::Unknown;
    }

    void messageSurvivesInEveryDialect()
    {
        QFETCH(ClientDialect, dialect);
        const QJsonObject body = bodyOf(dialect, nasty);
        const QString message =
            dialect == ClientDialect::Ollama ? value(body, "error") : value(inner(body), "message");

        QCOMPARE(message, QString::fromStdString(nasty.message));
    }

    void openAiNamesCodeAndField()
    {
        const QJsonObject error = inner(bodyOf(ClientDialect::OpenAiChat, nasty));
        QCOMPARE(value(error, "type"), QStringLiteral("invalid_request_error"));
        QCOMPARE(value(error, "code"), QStringLiteral("model_not_found"));
        QCOMPARE(value(error, "param"), QStringLiteral("model"));

        const QJsonObject bare =
            inner(bodyOf(ClientDialect::OpenAiChat, {.message = "x", .code = {}, .param = {}}));
        QVERIFY(bare.value(QLatin1String("code")).isNull());
        QVERIFY(bare.value(QLatin1String("param")).isNull());
    }

    void everyDialectNamesTheField()
    {
        const DialectError error{.message = "It is too odd.", .code = {}, .param = "messages[1]"};

        const QString named = QStringLiteral("messages[1]: It is too odd.");
        QCOMPARE(value(inner(bodyOf(ClientDialect::Anthropic, error)), "message"), named);
        QCOMPARE(value(bodyOf(ClientDialect::Ollama, error), "error"), named);
        const QJsonArray details =
            inner(bodyOf(ClientDialect::Gemini, error)).value(QLatin1String("details")).toArray();
        const QJsonArray violations =
            details.first().toObject().value(QLatin1String("fieldViolations")).toArray();
        QCOMPARE(value(violations.first().toObject(), "field"), QStringLiteral("messages[1]"));
    }

    void anthropicCarriesTheRequestId()
    {
        const QJsonObject body = bodyOf(ClientDialect::Anthropic, nasty, "sbx_1");
        QCOMPARE(value(body, "type"), QStringLiteral("error"));
        QCOMPARE(value(body, "request_id"), QStringLiteral("sbx_1"));
        QVERIFY(
            bodyOf(ClientDialect::Anthropic, nasty).value(QLatin1String("request_id")).isNull());
    }

    void statusHasTheDialectsOwnType_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("openAi");
        QTest::addColumn<QString>("anthropic");
        QTest::addColumn<QString>("gemini");
        const auto row = [](int status, const char *openAi, const char *anthropic,
                            const char *gemini) {
            QTest::addRow("%d", status)
                << status << QString::fromLatin1(openAi) << QString::fromLatin1(anthropic)
                << QString::fromLatin1(gemini);
        };
        constexpr const char *invalid = "invalid_request_error";
        row(400, invalid, invalid, "INVALID_ARGUMENT");
        row(401, "authentication_error", "authentication_error", "UNAUTHENTICATED");
        row(402, invalid, "billing_error", "INVALID_ARGUMENT");
        row(403, "permission_error", "permission_error", "PERMISSION_DENIED");
        row(404, invalid, "not_found_error", "NOT_FOUND");
        row(405, invalid, invalid, "INVALID_ARGUMENT");
        row(413, invalid, "request_too_large", "INVALID_ARGUMENT");
        row(429, "rate_limit_error", "rate_limit_error", "RESOURCE_EXHAUSTED");
        row(500, "server_error", "api_error", "INTERNAL");
        row(502, "server_error", "api_error", "INTERNAL");
        row(503, "server_error", "overloaded_error", "UNAVAILABLE");
        row(504, "server_error", "timeout_error", "DEADLINE_EXCEEDED");
        row(529, "server_error", "overloaded_error", "UNAVAILABLE");
    }

    void statusHasTheDialectsOwnType()
    {
        QFETCH(int, status);
        QFETCH(QString, openAi);
        QFETCH(QString, anthropic);
        QFETCH(QString, gemini);
        const DialectError error{.status = status, .message = "x", .code = {}, .param = {}};

        QCOMPARE(value(inner(bodyOf(ClientDialect::OpenAiChat, error)), "type"), openAi);
        QCOMPARE(value(inner(bodyOf(ClientDialect::Anthropic, error)), "type"), anthropic);
        const QJsonObject geminiError = inner(bodyOf(ClientDialect::Gemini, error));
        QCOMPARE(value(geminiError, "status"), gemini);
        QCOMPARE(geminiError.value(QLatin1String("code")).toInt(), status == 529 ? 503 : status);
    }

    void overloadedIsAnthropicsOwnStatus()
    {
        QCOMPARE(statusFor(ClientDialect::Anthropic, 529), 529);
        QCOMPARE(statusFor(ClientDialect::OpenAiChat, 529), 503);
        QCOMPARE(statusFor(ClientDialect::Gemini, 529), 503);
        QCOMPARE(statusFor(ClientDialect::OpenAiChat, 418), 418);
    }

    void eventIsOneWholeEventOfTheFraming_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("chat") << ClientDialect::OpenAiChat << QByteArray("data: {\"error\":");
        QTest::newRow("gemini") << ClientDialect::Gemini << QByteArray("data: {\"error\":");
        QTest::newRow("anthropic")
            << ClientDialect::Anthropic << QByteArray("event: error\ndata: {\"type\":\"error\"");
        QTest::newRow("responses") << ClientDialect::OpenAiResponses
                                   << QByteArray("event: error\ndata: {\"type\":\"error\"");
    }

    void eventIsOneWholeEventOfTheFraming()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QByteArray, begin);
        const QByteArray event = QByteArray::fromStdString(errorEvent(dialect, nasty, true));

        QVERIFY2(event.startsWith(begin), event.constData());
        QVERIFY(event.endsWith("}\n\n"));
        QCOMPARE(event.indexOf("\n\n"), event.size() - 2);
        const QByteArray json = event.mid(event.indexOf("data: ") + 6).trimmed();
        QVERIFY(QJsonDocument::fromJson(json).isObject());
    }

    void framingsWithoutErrorEventsHaveNone()
    {
        QVERIFY(errorEvent(ClientDialect::Gemini, nasty, false).empty());
        const QByteArray line =
            QByteArray::fromStdString(errorEvent(ClientDialect::Ollama, nasty, false));
        QVERIFY(line.endsWith("}\n"));
        QCOMPARE(line.count('\n'), 1);
        QVERIFY(QJsonDocument::fromJson(line).isObject());
    }
};

QTEST_GUILESS_MAIN(DialectErrorTest)
#include "tst_DialectError.moc"
