// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ClientCall.h"
#include "support/Requests.h"

#include <QTest>

using signalbox::routing::ClientCall;
using signalbox::routing::HttpRequest;
using signalbox::routing::ServedPath;
using signalbox::tests::RequestBuilder;

class ClientCallTest final : public QObject
{
    Q_OBJECT

private slots:
    void requestIsReadByItsDialect_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("stream");
        QTest::addColumn<bool>("serverSentEvents");
        const auto row = [](const char *title, const char *target, const char *body,
                            const char *model, bool stream, bool events) {
            QTest::newRow(title) << QByteArray(target) << QByteArray(body)
                                 << QString::fromUtf8(model) << stream << events;
        };
        row("chat", "/v1/chat/completions", R"({"model":"auto"})", "auto", false, true);
        row("chat stream", "/v1/chat/completions", R"({"model":"auto","stream":true})", "auto",
            true, true);
        row("messages", "/v1/messages?beta=true", R"({"stream":true,"model":"p/m"})", "p/m", true,
            true);
        row("name in other letters", "/v1/embeddings", R"({"model":"\u6a21"})", "\xe6\xa8\xa1",
            false, true);
        row("Gemini has the model in the path", "/v1beta/models/auto:generateContent",
            R"({"contents":[]})", "auto", false, false);
        row("Gemini's path wins", "/v1beta/models/auto:embedContent", R"({"model":"models/other"})",
            "auto", false, false);
        row("Gemini's doubled prefix", "/v1beta/models/models%2Fauto:generateContent", "{}", "auto",
            false, false);
        row("Gemini stream of events", "/v1beta/models/auto:streamGenerateContent?alt=sse", "{}",
            "auto", true, true);
        row("Gemini stream as an array", "/v1beta/models/auto:streamGenerateContent?key=x", "{}",
            "auto", true, false);
        row("Ollama streams unless told not to", "/api/chat", R"({"model":"m"})", "m", true, false);
        row("Ollama told not to", "/api/chat", R"({"model":"m","stream":false})", "m", false,
            false);
        row("Ollama's embeddings never stream", "/api/embed", R"({"model":"m"})", "m", false,
            false);
        row("Ollama told to", "/api/chat", R"({"model":"m","stream":true})", "m", true, false);
    }

    void requestIsReadByItsDialect()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QString, model);
        QFETCH(bool, stream);
        QFETCH(bool, serverSentEvents);
        HttpRequest request = RequestBuilder(target.toStdString()).body(body.toStdString()).build();
        const ServedPath served = ServedPath::parse(request.head().path());
        const ClientCall call = ClientCall::read(std::move(request), served);

        QCOMPARE(QByteArray::fromStdString(call.problem), QByteArray());
        QCOMPARE(call.model, model);
        QCOMPARE(call.stream, stream);
        QCOMPARE(call.serverSentEvents, serverSentEvents);
        QCOMPARE(QByteArray::fromStdString(call.request.body()), body);
        for (const auto &span : call.peek.models)
            QVERIFY(span.offset + span.size <= call.request.body().size());
    }

    void whatCannotBeServedHasAProblem_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("no model") << QByteArray("/v1/messages") << QByteArray("{}")
                                  << QByteArray("names no model");
        QTest::newRow("empty model") << QByteArray("/v1/messages") << QByteArray(R"({"model":""})")
                                     << QByteArray("names no model");
        QTest::newRow("no JSON") << QByteArray("/v1/messages") << QByteArray("model=auto")
                                 << QByteArray("JSON");
        QTest::newRow("no body") << QByteArray("/v1beta/models/auto:generateContent")
                                 << QByteArray() << QByteArray("no body");
        QTest::newRow("Gemini without a model") << QByteArray("/v1beta/models/:generateContent")
                                                << QByteArray("{}") << QByteArray("names no model");
    }

    void whatCannotBeServedHasAProblem()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, word);
        HttpRequest request = RequestBuilder(target.toStdString()).body(body.toStdString()).build();
        const ServedPath served = ServedPath::parse(request.head().path());
        const ClientCall call = ClientCall::read(std::move(request), served);

        QVERIFY2(call.problem.find(word.toStdString()) != std::string::npos, call.problem.c_str());
    }
};

QTEST_GUILESS_MAIN(ClientCallTest)
#include "tst_ClientCall.moc"
