// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ProviderError.h"

#include <QTest>

#include <vector>

using signalbox::models::ErrorClass;
using signalbox::routing::classOfStreamError;
using signalbox::routing::headerValue;
using signalbox::routing::HeaderView;
using signalbox::routing::ProviderRefusal;
using signalbox::routing::readProviderRefusal;
using signalbox::routing::waitMs;

namespace {

/// Wed, 21 Oct 2026 07:28:00 GMT
constexpr qint64 now = 1'792'567'680'000;

} // namespace

class ProviderErrorTest final : public QObject
{
    Q_OBJECT

private slots:
    void refusalHasTheClassRoutingNeeds_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorClass>("errorClass");
        const auto row = [](const char *title, int status, const char *body,
                            ErrorClass errorClass) {
            QTest::newRow(title) << status << QByteArray(body) << errorClass;
        };
        using enum ErrorClass;
        row("OpenAI wrong key", 401, R"({"error":{"code":"invalid_api_key"}})", Authentication);
        row("no money", 402, "", Authentication);
        row("forbidden", 403, "", Authentication);
        row("Gemini wrong key is 400", 400,
            R"({"error":{"code":400,"status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}})",
            Authentication);
        row("xAI wrong key is 400", 400,
            R"({"code":"invalid-argument","error":"Incorrect API key provided: xx"})",
            Authentication);
        row("Mistral wrong key", 401, R"({"detail":"Invalid API Key"})", Authentication);
        row("rate limit", 429, R"({"error":{"code":"rate_limit_exceeded"}})", RateLimited);
        row("quota", 429, R"({"error":{"code":"insufficient_quota"}})", RateLimited);
        row("request timeout", 408, "", Timeout);
        row("gateway timeout", 504, "", Timeout);
        row("server error", 500, R"({"error":{"message":"oops"}})", ServerError);
        row("empty 500", 500, "", ServerError);
        row("bad gateway page", 502, "<html>502</html>", ServerError);
        row("unavailable", 503, R"({"error":{"status":"UNAVAILABLE"}})", ServerError);
        row("overloaded", 529, R"({"type":"error","error":{"type":"overloaded_error"}})",
            ServerError);
        row("OpenAI context", 400, R"({"error":{"code":"context_length_exceeded"}})",
            ContextTooLong);
        row("llama.cpp context", 400, R"({"error":{"type":"exceed_context_size_error"}})",
            ContextTooLong);
        row("context as 500", 500, R"({"error":{"type":"exceed_context_size_error"}})",
            ContextTooLong);
        row("Anthropic context", 400,
            R"({"error":{"message":"prompt is too long: 209857 tokens > 200000 maximum"}})",
            ContextTooLong);
        row("Gemini context", 400,
            R"({"error":{"message":"The input token count (2) exceeds the maximum number of tokens allowed (1)."}})",
            ContextTooLong);
        row("Bedrock context", 400, R"({"message":"Input is too long for requested model."})",
            ContextTooLong);
        row("Azure filter", 400,
            R"({"error":{"code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}})",
            ContentFilter);
        row("OpenAI filter", 400, R"({"error":{"code":"content_policy_violation"}})",
            ContentFilter);
        row("bad request", 400, R"({"error":{"code":"unsupported_parameter"}})", BadRequest);
        row("not found", 404, R"({"error":{"code":"model_not_found"}})", NotFound);
        row("gone", 410, "", NotFound);
        row("unprocessable", 422, R"({"detail":[]})", BadRequest);
        row("too large", 413, "", ContextTooLong);
    }

    void errorInAStreamHasTheClassOfItsWords_data()
    {
        using enum ErrorClass;
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<ErrorClass>("errorClass");
        const auto row = [](const char *events, ErrorClass errorClass) {
            QTest::newRow(events) << QByteArray(events) << errorClass;
        };
        row(R"({"error":{"code":"rate_limit_exceeded"}})", RateLimited);
        row(R"({"type":"error","error":{"type":"rate_limit_error"}})", RateLimited);
        row(R"({"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}})", RateLimited);
        row(R"({"error":{"code":"context_length_exceeded"}})", ContextTooLong);
        row(R"({"error":{"code":"content_filter"}})", ContentFilter);
        row(R"({"error":{"type":"authentication_error"}})", Authentication);
        row(R"({"error":{"status":"DEADLINE_EXCEEDED"}})", Timeout);
        row(R"({"type":"error","error":{"type":"overloaded_error"}})", ServerError);
        row(R"({"error":{"message":"oops"}})", ServerError);
    }

    void errorInAStreamHasTheClassOfItsWords()
    {
        QFETCH(QByteArray, events);
        QFETCH(ErrorClass, errorClass);

        QCOMPARE(classOfStreamError(events.toStdString()), errorClass);
    }

    void refusalHasTheClassRoutingNeeds()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorClass, errorClass);

        const ProviderRefusal refusal = readProviderRefusal(status, {}, body.toStdString(), now);
        QCOMPARE(refusal.errorClass, errorClass);
        QCOMPARE(refusal.retryAfterMs, -1);
    }

    void emptyAccountOrTheProvidersWordForbidsARetry()
    {
        const auto mayRetry = [](std::vector<HeaderView> headers, std::string_view body) {
            return readProviderRefusal(429, headers, body, now).mayRetry;
        };

        QVERIFY(mayRetry({}, {}));
        QVERIFY(mayRetry({{"x-should-retry", "true"}}, {}));
        QVERIFY(!mayRetry({{"X-Should-Retry", "false"}}, {}));
        QVERIFY(!mayRetry({}, R"({"error":{"code":"insufficient_quota"}})"));
        QVERIFY(!mayRetry({}, R"({"error":{"code":"billing_hard_limit_reached"}})"));
    }

    void waitIsReadInEveryForm_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ms");
        const auto row = [](const char *text, qint64 ms) {
            QTest::newRow(*text != '\0' ? text : "nothing") << QByteArray(text) << ms;
        };
        row("12", 12'000);
        row(" 12 ", 12'000);
        row("0", 0);
        row("1.5", 1'500);
        row("0.0004", 0);
        row("34s", 34'000);
        row("34.074824224s", 34'075);
        row("261ms", 261);
        row("6ms", 6);
        row("1m12s", 72'000);
        row("1m0.5s", 60'500);
        row("2h", 7'200'000);
        row("1h2m3s4ms", 3'723'004);
        row("Wed, 21 Oct 2026 07:28:30 GMT", 30'000);
        row("Wed, 21 Oct 2026 07:28:00 GMT", 0);
        row("Tue, 20 Oct 2026 07:28:00 GMT", 0);
        row("Sun, 28 Mar 2027 02:30:00 GMT", 13'633'320'000);
        constexpr qint64 year = 366LL * 24 * 3600 * 1000;
        row("1e300", year);
        row("inf", year);
        row("99999999999999999999h", year);
        row("", -1);
        row(" ", -1);
        row("soon", -1);
        row("-5", -1);
        row("-5s", -1);
        row("nan", -1);
        row("5 s", -1);
        row("5d", -1);
        row("s", -1);
        row("Wed, 21 Oct 2026 07:28:30", -1);
        row("Mon, 21 Oct 2026 07:28:30 GMT", -1);
        row("Wed, 41 Oct 2026 07:28:30 GMT", -1);
        row("1,5", -1);
    }

    void waitIsReadInEveryForm()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, ms);

        QCOMPARE(waitMs(text.toStdString(), now), ms);
    }

    void dateIsGreenwichTimeWhateverTheZone()
    {
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", "Europe/Berlin"); // 02:30 does not exist there on that day
        const qint64 ms = waitMs("Sun, 28 Mar 2027 02:30:00 GMT", now);
        qputenv("TZ", before);

        QCOMPARE(ms, 13'633'320'000);
    }

    void retryAfterIsTakenFromWhereTheProviderPutsIt_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("milliseconds");
        QTest::addColumn<QByteArray>("seconds");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<qint64>("ms");
        const auto row = [](const char *title, int status, const char *milliseconds,
                            const char *seconds, const char *body, qint64 ms) {
            QTest::newRow(title) << status << QByteArray(milliseconds) << QByteArray(seconds)
                                 << QByteArray(body) << ms;
        };
        row("seconds", 429, "", "7", "", 7'000);
        row("milliseconds win", 429, "1500", "2", "", 1'500);
        row("Azure's zero says nothing", 429, "0", "1", "", 1'000);
        row("unreadable milliseconds", 429, "x", "1", "", 1'000);
        row("Gemini's body", 429, "", "", R"({"details":[{"retryDelay": "34s"}]})", 34'000);
        row("Gemini's body, fraction", 429, "", "", R"({"retryDelay":"0.5s"})", 500);
        row("broken body", 429, "", "", R"({"retryDelay")", -1);
        row("broken body, open string", 429, "", "", "{\"retryDelay\":\"3", 3'000);
        row("unavailable", 503, "", "7", "", 7'000);
        row("overloaded", 529, "", "7", "", 7'000);
        row("not on a bad request", 400, "", "7", "", -1);
        row("not on a server error", 500, "", "7", "", -1);
        row("none", 429, "", "", "", -1);
    }

    void retryAfterIsTakenFromWhereTheProviderPutsIt()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, milliseconds);
        QFETCH(QByteArray, seconds);
        QFETCH(QByteArray, body);
        QFETCH(qint64, ms);
        const std::string inMs = milliseconds.toStdString();
        const std::string inSeconds = seconds.toStdString();
        std::vector<HeaderView> headers;
        if (!inMs.empty())
            headers.push_back({"Retry-After-Ms", inMs});
        if (!inSeconds.empty())
            headers.push_back({"Retry-After", inSeconds});

        QCOMPARE(readProviderRefusal(status, headers, body.toStdString(), now).retryAfterMs, ms);
    }

    void headerIsFoundInAnyCase()
    {
        const std::vector<HeaderView> headers{{"Content-Type", "a"}, {"content-type", "b"}};

        QCOMPARE(std::string(headerValue(headers, "CONTENT-TYPE")), std::string("a"));
        QVERIFY(headerValue(headers, "content").empty());
        QVERIFY(headerValue({}, "content-type").empty());
    }
};

QTEST_GUILESS_MAIN(ProviderErrorTest)
#include "tst_ProviderError.moc"
