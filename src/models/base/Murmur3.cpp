// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/Murmur3.h"

#include <QtEndian>

#include <bit>
#include <cstddef>

namespace signalbox::models {

namespace {

/// Takes bytes in any pieces.
class Murmur3
{
public:
    explicit Murmur3(quint32 seed)
        : m_hash(seed)
    {}

    void add(std::string_view bytes)
    {
        for (; !bytes.empty() && m_size % 4 != 0; bytes.remove_prefix(1))
            addByte(bytes.front());
        // Whole blocks: a prompt is hashed with every request.
        for (; bytes.size() >= 4; bytes.remove_prefix(4), m_size += 4) {
            m_block = qFromLittleEndian<quint32>(bytes.data());
            mixBlock();
        }
        for (const char byte : bytes)
            addByte(byte);
    }

    [[nodiscard]] quint32 finish() const
    {
        quint32 hash = m_hash;
        if (m_size % 4 != 0)
            hash ^= scrambled(m_block);
        hash ^= m_size;
        hash ^= hash >> 16;
        hash *= 0x85ebca6bU;
        hash ^= hash >> 13;
        hash *= 0xc2b2ae35U;
        hash ^= hash >> 16;
        return hash;
    }

private:
    void addByte(char byte)
    {
        m_block |= static_cast<quint32>(static_cast<unsigned char>(byte)) << (8 * (m_size % 4));
        if (++m_size % 4 == 0)
            mixBlock();
    }

    static quint32 scrambled(quint32 block)
    {
        return std::rotl(block * 0xcc9e2d51U, 15) * 0x1b873593U;
    }

    void mixBlock()
    {
        m_hash ^= scrambled(m_block);
        m_hash = std::rotl(m_hash, 13) * 5 + 0xe6546b64U;
        m_block = 0;
    }

    quint32 m_hash;
    quint32 m_block = 0;
    quint32 m_size = 0;
};

} // namespace

quint32 murmur3(std::string_view bytes, quint32 seed)
{
    Murmur3 hash(seed);
    hash.add(bytes);
    return hash.finish();
}

quint32 murmur3Joined(std::string_view first, std::string_view second)
{
    Murmur3 hash(0);
    hash.add(first);
    hash.add(":");
    hash.add(second);
    return hash.finish();
}

quint32 splitBucket(std::string_view seed, std::string_view unit)
{
    return static_cast<quint32>((static_cast<quint64>(murmur3Joined(seed, unit)) * splitBuckets)
                                >> 32);
}

} // namespace signalbox::models
