// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/RequestHead.h"

#include <QTest>
#include <QUrl>

using signalbox::routing::hostField;
using signalbox::routing::isFieldText;
using signalbox::routing::requestHead;

namespace {

QNetworkRequest requestTo(const char *url)
{
    return QNetworkRequest(QUrl(QString::fromLatin1(url)));
}

} // namespace

class RequestHeadTest final : public QObject
{
    Q_OBJECT

private slots:
    void hostLeavesOutTheSchemesOwnPort_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("host");
        const auto row = [](const char *url, const char *host) {
            QTest::newRow(url) << QByteArray(url) << QByteArray(host);
        };
        row("https://api.example.com/v1", "api.example.com");
        row("https://api.example.com:443/v1", "api.example.com");
        row("https://api.example.com:80/v1", "api.example.com:80");
        row("http://localhost:80", "localhost");
        row("http://localhost:443", "localhost:443");
        row("http://127.0.0.1:8080/x", "127.0.0.1:8080");
        row("http://[::1]:8080/x", "[::1]:8080");
        row("http://[::1]/x", "[::1]");
        row("https://user:secret@api.example.com/", "api.example.com");
    }

    void hostLeavesOutTheSchemesOwnPort()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, host);

        QCOMPARE(QByteArray::fromStdString(hostField(QUrl(QString::fromLatin1(url)))), host);
    }

    void headIsWrittenWhole()
    {
        QNetworkRequest request = requestTo("https://h.example/a%20b/c?x=1&y=%2F#part");
        request.setRawHeader("X-A", "b");

        QCOMPARE(requestHead(QNetworkAccessManager::GetOperation, request, 0),
                 std::string("GET /a%20b/c?x=1&y=%2F HTTP/1.1\r\nhost: h.example\r\n"
                             "X-A: b\r\n\r\n"));
        QCOMPARE(requestHead(QNetworkAccessManager::PostOperation, requestTo("http://h:81"), 12),
                 std::string("POST / HTTP/1.1\r\nhost: h:81\r\ncontent-length: 12\r\n\r\n"));
    }

    void operationsHaveTheirMethodAndLength_data()
    {
        QTest::addColumn<int>("operation");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<bool>("hasLength");
        const auto row = [](QNetworkAccessManager::Operation operation, qint64 size,
                            const char *begin, bool hasLength) {
            QTest::addRow("%s%lld", begin, size)
                << static_cast<int>(operation) << size << QByteArray(begin) << hasLength;
        };
        row(QNetworkAccessManager::GetOperation, 0, "GET ", false);
        row(QNetworkAccessManager::HeadOperation, 0, "HEAD ", false);
        row(QNetworkAccessManager::PostOperation, 0, "POST ", true);
        row(QNetworkAccessManager::PutOperation, 0, "PUT ", true);
        row(QNetworkAccessManager::DeleteOperation, 0, "DELETE ", false);
        row(QNetworkAccessManager::CustomOperation, 3, "PATCH ", true);
    }

    void operationsHaveTheirMethodAndLength()
    {
        QFETCH(int, operation);
        QFETCH(qint64, size);
        QFETCH(QByteArray, begin);
        QFETCH(bool, hasLength);
        QNetworkRequest request = requestTo("http://h/");
        request.setAttribute(QNetworkRequest::CustomVerbAttribute, QByteArray("PATCH"));
        const QByteArray head = QByteArray::fromStdString(
            requestHead(static_cast<QNetworkAccessManager::Operation>(operation), request, size));

        QVERIFY2(head.startsWith(begin), head.constData());
        QCOMPARE(head.contains(QByteArray("content-length: " + QByteArray::number(size))),
                 hasLength);
    }

    void fieldsOfOursAndBrokenOnesAreLeftOut()
    {
        QNetworkRequest request = requestTo("http://h/");
        for (const char *name : {"Host", "content-length", "Transfer-Encoding", "CONNECTION"})
            request.setRawHeader(name, "evil");
        request.setRawHeader("X-Split", "a\r\nX-Injected: b");
        request.setRawHeader("X-Name\r\nX-Injected", "b");
        request.setRawHeader("X-Good", "c");

        QCOMPARE(requestHead(QNetworkAccessManager::GetOperation, request, 0),
                 std::string("GET / HTTP/1.1\r\nhost: h\r\nX-Good: c\r\n\r\n"));
    }

    void controlBytesAreNoFieldText()
    {
        QVERIFY(isFieldText(""));
        QVERIFY(isFieldText("a b\tc\xc3\xa9"));
        QVERIFY(!isFieldText("a\nb"));
        QVERIFY(!isFieldText("a\rb"));
        QVERIFY(!isFieldText(std::string_view("a\0b", 3)));
        QVERIFY(!isFieldText("\x7f"));
    }
};

QTEST_GUILESS_MAIN(RequestHeadTest)
#include "tst_RequestHead.moc"
