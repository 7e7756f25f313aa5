// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/BodyCodec.h"

#include "models/base/Varint.h"

#include <algorithm>
#include <zstd.h>

namespace signalbox::models {

namespace {

// Level 1 costs a third of level 3 and gives up a tenth of the gain on JSON and event streams.
constexpr int compressionLevel = 1;
// A damaged blob must not ask for all the memory there is.
constexpr unsigned long long largestUnpacked = 1ULL << 30;

void packBody(VarintWriter &writer, const QByteArray &body, qint64 omitted, qint64 maxBytes)
{
    const qsizetype kept = std::min<qsizetype>(body.size(), maxBytes);
    writer.signedNumber(omitted + (body.size() - kept));
    writer.bytes(kept == body.size() ? body : QByteArray::fromRawData(body.constData(), kept));
}

} // namespace

struct BodyCodec::Contexts
{
    ZSTD_CCtx *compress = ZSTD_createCCtx();
    ZSTD_DCtx *decompress = ZSTD_createDCtx();
    QByteArray plain; // its memory is used again for the next exchange

    Contexts() = default;
    ~Contexts()
    {
        ZSTD_freeCCtx(compress);
        ZSTD_freeDCtx(decompress);
    }
    Q_DISABLE_COPY_MOVE(Contexts)
};

BodyCodec::BodyCodec()
    : m_contexts(std::make_unique<Contexts>())
{}

BodyCodec::~BodyCodec() = default;

QByteArray BodyCodec::pack(const CapturedBodies &bodies, qint64 maxBodyBytes)
{
    QByteArray &plain = m_contexts->plain;
    plain.resize(0);
    VarintWriter writer(plain);
    writer.bytes(bodies.requestHead);
    writer.bytes(bodies.responseHead);
    packBody(writer, bodies.request, bodies.requestOmitted, maxBodyBytes);
    packBody(writer, bodies.response, bodies.responseOmitted, maxBodyBytes);

    QByteArray data = compressed(plain.constData(), static_cast<std::size_t>(plain.size()));
    constexpr qsizetype keptCapacity = 4LL * 1024 * 1024;
    if (plain.capacity() > keptCapacity)
        plain = {};
    return data;
}

std::shared_ptr<const CapturedBodies> BodyCodec::unpack(const QByteArray &data)
{
    const auto plain = decompressed<QByteArray>(data);
    if (!plain)
        return nullptr;
    auto bodies = std::make_shared<CapturedBodies>();
    VarintReader reader(*plain);
    bodies->requestHead = reader.bytes();
    bodies->responseHead = reader.bytes();
    bodies->requestOmitted = reader.signedNumber();
    bodies->request = reader.bytes();
    bodies->responseOmitted = reader.signedNumber();
    bodies->response = reader.bytes();
    if (!reader.isValid())
        return nullptr;
    return bodies;
}

QByteArray BodyCodec::packText(const std::string &text)
{
    return compressed(text.data(), text.size());
}

std::optional<std::string> BodyCodec::unpackText(const QByteArray &data)
{
    return decompressed<std::string>(data);
}

QByteArray BodyCodec::compressed(const char *plain, std::size_t size)
{
    QByteArray data(static_cast<qsizetype>(ZSTD_compressBound(size)), Qt::Uninitialized);
    const std::size_t packed =
        ZSTD_compressCCtx(m_contexts->compress, data.data(), static_cast<std::size_t>(data.size()),
                          plain, size, compressionLevel);
    data.resize(ZSTD_isError(packed) != 0 ? 0 : static_cast<qsizetype>(packed));
    return data;
}

template<typename Bytes>
std::optional<Bytes> BodyCodec::decompressed(const QByteArray &data)
{
    const auto size = static_cast<std::size_t>(data.size());
    const unsigned long long plainSize = ZSTD_getFrameContentSize(data.constData(), size);
    // The two error values of the function are the largest numbers there are.
    if (plainSize > largestUnpacked)
        return std::nullopt;
    Bytes plain;
    plain.resize(static_cast<decltype(plain.size())>(plainSize));
    const std::size_t unpacked = ZSTD_decompressDCtx(m_contexts->decompress, plain.data(),
                                                     plainSize, data.constData(), size);
    if (ZSTD_isError(unpacked) != 0 || unpacked != plainSize)
        return std::nullopt;
    return plain;
}

} // namespace signalbox::models
