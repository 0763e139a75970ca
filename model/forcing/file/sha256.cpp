#include "forcing/file/sha256.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

class Digest {
public:
  Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
  {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw RunError("SHA-256 is not available in this OpenSSL");
  }
  void add(std::string_view block) { EVP_DigestUpdate(context_.get(), block.data(), block.size()); }
  [[nodiscard]] std::string text()
  {
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum {};
    unsigned int length = 0;
    EVP_DigestFinal_ex(context_.get(), sum.data(), &length);
    std::string digits;
    for (unsigned int i = 0; i < length; ++i) digits += fmt::format("{:02x}", sum[i]);
    return digits;
  }

private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256_of(const std::filesystem::path& file)
{
  std::ifstream in(file, std::ios::binary);
  if (!in) throw InputError(fmt::format("{}: cannot be read", file.string()));
  Digest digest;
  std::vector<char> block(std::size_t {1} << 20);
  while (in) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    if (in.bad()) throw InputError(fmt::format("{}: cannot be read to its end", file.string()));
    digest.add({block.data(), static_cast<std::size_t>(in.gcount())});
  }
  return digest.text();
}

std::string sha256_of_text(std::string_view text)
{
  Digest digest;
  digest.add(text);
  return digest.text();
}

}  // namespace rangifer::forcing
