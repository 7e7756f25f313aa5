// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/http/HttpRequest.h"
#include "support/Requests.h"

#include <QTest>

using namespace signalbox;
using routing::HttpRequest;

namespace {

bool hasRoom(const HttpRequest &request)
{
    return request.body().capacity() >= request.body().size() + routing::PaddedBody::padding;
}

} // namespace

class HttpRequestTest final : public QObject
{
    Q_OBJECT

private slots:
    /// The parser of bodies reads a little beyond their end.
    void copiesHaveRoomBehindTheirBodyToo()
    {
        const std::string text(1000, 'x');
        const HttpRequest request = tests::RequestBuilder("/v1/x").body(text).build();
        QVERIFY(hasRoom(request));

        const HttpRequest copied(request);
        HttpRequest assigned;
        assigned = request;
        const HttpRequest moved(std::move(assigned));
        HttpRequest edited = copied;
        edited.setBody(text);

        for (const auto *one :
             std::initializer_list<const HttpRequest *>{&copied, &moved, &edited}) {
            QCOMPARE(one->body(), text);
            QVERIFY(hasRoom(*one));
        }
    }
};

QTEST_GUILESS_MAIN(HttpRequestTest)
#include "tst_HttpRequest.moc"
