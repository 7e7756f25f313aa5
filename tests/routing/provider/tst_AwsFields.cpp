// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/AwsFields.h"

#include <QTest>

using signalbox::routing::awsFields;
using signalbox::routing::isAwsCredentials;

namespace {

// 2015-08-30 12:36:00 UTC
constexpr qint64 then = 1'440'938'160'000;

QByteArray fields(const char *host, const char *key)
{
    return QByteArray::fromStdString(
        awsFields({.host = host, .path = "/model/m/converse", .body = "{}"}, key, then));
}

} // namespace

class AwsFieldsTest final : public QObject
{
    Q_OBJECT

private slots:
    void pairsAreToldFromKeys()
    {
        QVERIFY(isAwsCredentials("AKID:secret"));
        QVERIFY(!isAwsCredentials("ABSK-key"));
        QVERIFY(!isAwsCredentials(""));
    }

    void requestIsSignedForItsRegion()
    {
        const QByteArray got = fields("bedrock-runtime.eu-west-1.amazonaws.com", "AKID:secret");

        QVERIFY(got.startsWith("x-amz-date: 20150830T123600Z\r\n"));
        QVERIFY(got.contains("Credential=AKID/20150830/eu-west-1/bedrock/aws4_request"));
        QVERIFY(got.contains("SignedHeaders=content-type;host;x-amz-date,"));
        QVERIFY(!got.contains("secret"));
        QVERIFY(got.endsWith("\r\n"));
    }

    void sessionTokenIsSentAndSigned()
    {
        const QByteArray got = fields("localhost:1", "AKID:secret:to/ken:x");

        QVERIFY(got.contains("x-amz-security-token: to/ken:x\r\n"));
        QVERIFY(got.contains("x-amz-date;x-amz-security-token,"));
        QVERIFY(got.contains("/us-east-1/"));
    }
};

QTEST_GUILESS_MAIN(AwsFieldsTest)
#include "tst_AwsFields.moc"
