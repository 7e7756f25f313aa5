// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/AwsSigner.h"

#include <QTest>

using namespace signalbox::routing;

/// The example of the AWS documentation and cases of its published test suite.
class AwsSignerTest final : public QObject
{
    Q_OBJECT

private slots:
    void documentationExampleIsSigned()
    {
        const AwsCredentials credentials{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
        const AwsScope scope{"20150830T123600Z", "us-east-1", "iam"};
        const AwsRequest request{
            "GET",
            "/",
            "Action=ListUsers&Version=2010-05-08",
            {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
             {"Host", "iam.amazonaws.com"},
             {"X-Amz-Date", "20150830T123600Z"}},
            awsBodyHash("")};

        const std::string authorization = awsAuthorization(request, credentials, scope);

        QCOMPARE(QByteArray::fromStdString(awsSigningKey(credentials, scope)).toHex(),
                 QByteArray("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"));
        QCOMPARE(QByteArray::fromStdString(authorization),
                 QByteArray("AWS4-HMAC-SHA256 "
                            "Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                            "SignedHeaders=content-type;host;x-amz-date, "
                            "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2"
                            "b5d7"));
    }

    void suiteIsSigned_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("get-vanilla")
            << QByteArray("GET") << QByteArray("")
            << QByteArray("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        QTest::newRow("get-vanilla-query-order-key-case")
            << QByteArray("GET") << QByteArray("Param2=value2&Param1=value1")
            << QByteArray("b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
        QTest::newRow("post-vanilla")
            << QByteArray("POST") << QByteArray("")
            << QByteArray("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    }
    void suiteIsSigned()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, signature);
        const AwsCredentials credentials{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
        const AwsScope scope{"20150830T123600Z", "us-east-1", "service"};
        const AwsRequest request{
            method.toStdString(),
            "/",
            query.toStdString(),
            {{"X-Amz-Date", "20150830T123600Z"}, {"Host", "example.amazonaws.com"}},
            awsBodyHash("")};

        const QByteArray authorization =
            QByteArray::fromStdString(awsAuthorization(request, credentials, scope));

        QVERIFY2(authorization.endsWith(QByteArray("Signature=").append(signature)),
                 authorization.constData());
    }

    void modelInThePathIsEncodedOnceMore()
    {
        const AwsRequest request{"POST", "/model/a.b-v1%3A0/converse", "", {{"host", "x"}}, "hash"};

        QVERIFY(awsCanonicalRequest(request).starts_with("POST\n/model/a.b-v1%253A0/converse\n\n"));
    }
};

QTEST_GUILESS_MAIN(AwsSignerTest)
#include "tst_AwsSigner.moc"
