// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/ProviderCalls.h"

#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using routing::ProviderAccessManager;

/// The same replies through the ordinary interface of QNetworkAccessManager.
class ProviderReplyTest final : public QObject
{
    Q_OBJECT

private slots:
    void ordinaryRepliesWorkAsQtDocumentsThem()
    {
        FakeProvider provider;
        provider.enqueue(plainAnswer(200, R"({"x":1})", "x-a: 1\r\nx-a: 2\r\n"));
        ProviderAccessManager manager;
        QSignalSpy managerFinished(&manager, &QNetworkAccessManager::finished);
        QNetworkRequest request{QUrl(provider.url() + QStringLiteral("/a b?q=ü"))};
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        request.setRawHeader("x-client", "me");
        const std::unique_ptr<QNetworkReply> reply(manager.post(request, QByteArray("body")));
        QSignalSpy metaData(reply.get(), &QNetworkReply::metaDataChanged);
        QSignalSpy readyRead(reply.get(), &QIODevice::readyRead);
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QVERIFY(waitUntil([&] { return reply->isFinished(); }));
        QCOMPARE(metaData.size(), 1);
        QVERIFY(!readyRead.isEmpty());
        QCOMPARE(finished.size(), 1);
        QCOMPARE(managerFinished.size(), 1);
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QCOMPARE(reply->readAll(), R"({"x":1})");
        QCOMPARE(reply->rawHeader("X-A"), "1, 2");
        QCOMPARE(reply->header(QNetworkRequest::ContentTypeHeader).toString(),
                 QStringLiteral("application/json"));
        const SeenRequest &seen = provider.requests().first();
        QCOMPARE(seen.target(), "/a%20b?q=%C3%BC");
        QCOMPARE(seen.field("content-type"), "application/json");
        QCOMPARE(seen.field("x-client"), "me");
        QCOMPARE(seen.field("host"), "127.0.0.1:" + QByteArray::number(provider.port()));
        QCOMPARE(seen.body, "body");
    }

    void ordinaryErrorsAreTold_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QNetworkReply::NetworkError>("error");
        QTest::newRow("401") << plainAnswer(401, "{}")
                             << QNetworkReply::AuthenticationRequiredError;
        QTest::newRow("404") << plainAnswer(404, "{}") << QNetworkReply::ContentNotFoundError;
        QTest::newRow("500") << plainAnswer(500, "{}") << QNetworkReply::UnknownServerError;
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab")
                             << QNetworkReply::RemoteHostClosedError;
    }
    void ordinaryErrorsAreTold()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QNetworkReply::NetworkError, error);
        FakeProvider provider;
        provider.enqueue(ProviderScript().send(answer).close());
        ProviderAccessManager manager;
        const std::unique_ptr<QNetworkReply> reply(
            manager.get(QNetworkRequest{QUrl(provider.url())}));
        QSignalSpy errors(reply.get(), &QNetworkReply::errorOccurred);
        QVERIFY(waitUntil([&] { return reply->isFinished(); }));
        QCOMPARE(errors.size(), 1);
        QCOMPARE(reply->error(), error);
    }

    void anOrdinaryReplyMayBeAbortedAndOutliveTheManager()
    {
        FakeProvider provider;
        provider.setResponder([](const SeenRequest &) { return ProviderScript().stall(); });
        auto manager = std::make_unique<ProviderAccessManager>();
        const std::unique_ptr<QNetworkReply> aborted(
            manager->get(QNetworkRequest{QUrl(provider.url())}));
        QVERIFY(waitUntil([&] { return provider.requests().size() == 1; }));
        QSignalSpy finished(aborted.get(), &QNetworkReply::finished);
        aborted->abort();
        QCOMPARE(finished.size(), 1);
        QCOMPARE(aborted->error(), QNetworkReply::OperationCanceledError);
        const std::unique_ptr<QNetworkReply> left(
            manager->get(QNetworkRequest{QUrl(provider.url())}));
        manager.reset();
        QVERIFY(waitUntil([&] { return provider.openConnections() == 0; }));
    }
};

QTEST_GUILESS_MAIN(ProviderReplyTest)
#include "tst_ProviderReply.moc"
