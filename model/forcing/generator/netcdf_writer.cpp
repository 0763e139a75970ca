#include "forcing/generator/netcdf_writer.h"

#include <fmt/format.h>
#include <netcdf.h>

#include <array>
#include <system_error>
#include <utility>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

constexpr std::array<nc_type, 5> nc_types {NC_BYTE, NC_SHORT, NC_INT, NC_FLOAT, NC_DOUBLE};

nc_type nc_type_of(NetcdfWriter::Type type) { return nc_types[static_cast<std::size_t>(type)]; }

}  // namespace

NetcdfWriter::NetcdfWriter(std::filesystem::path path) : path_(std::move(path)), partial_(path_)
{
  partial_ += ".partial";
  check(nc_create(partial_.c_str(), NC_NETCDF4 | NC_CLOBBER, &id_));
}

NetcdfWriter::~NetcdfWriter() { release(); }

void NetcdfWriter::release() noexcept
{
  if (id_ < 0) return;
  nc_close(id_);
  id_ = -1;
  std::error_code ignored;
  std::filesystem::remove(partial_, ignored);
}

void NetcdfWriter::check(int status) const
{
  if (status != NC_NOERR) throw RunError(fmt::format("{}: {}", partial_.string(), nc_strerror(status)));
}

int NetcdfWriter::dimension(const std::string& name, std::size_t size)
{
  int id = 0;
  check(nc_def_dim(id_, name.c_str(), size, &id));
  return id;
}

int NetcdfWriter::variable(const std::string& name, Type type, std::initializer_list<int> dimensions)
{
  int id = 0;
  check(nc_def_var(id_, name.c_str(), nc_type_of(type), static_cast<int>(dimensions.size()), dimensions.begin(), &id));
  return id;
}

void NetcdfWriter::compress(int variable, std::initializer_list<std::size_t> chunk)
{
  check(nc_def_var_chunking(id_, variable, NC_CHUNKED, chunk.begin()));
  check(nc_def_var_deflate(id_, variable, 1, 1, 1));
}

void NetcdfWriter::attribute(int variable, const std::string& name, const std::string& text)
{
  check(nc_put_att_text(id_, variable, name.c_str(), text.size(), text.data()));
}

void NetcdfWriter::attribute(int variable, const std::string& name, double value, Type type)
{
  check(nc_put_att_double(id_, variable, name.c_str(), nc_type_of(type), 1, &value));
}

void NetcdfWriter::attribute(int variable, const std::string& name, std::span<const std::int8_t> values)
{
  check(nc_put_att_schar(id_, variable, name.c_str(), NC_BYTE, values.size(), values.data()));
}

void NetcdfWriter::attribute(int variable, const std::string& name, std::span<const double> values)
{
  check(nc_put_att_double(id_, variable, name.c_str(), NC_DOUBLE, values.size(), values.data()));
}

void NetcdfWriter::end_definitions() { check(nc_enddef(id_)); }

template <class T>
void NetcdfWriter::write(int variable, std::initializer_list<std::size_t> start,
                         std::initializer_list<std::size_t> count, const T* values)
{
  check(nc_put_vara(id_, variable, start.begin(), count.begin(), values));
}
// The type in memory must be that of the variable: nc_put_vara does not convert.
template void NetcdfWriter::write(int, std::initializer_list<std::size_t>, std::initializer_list<std::size_t>,
                                  const std::int8_t*);
template void NetcdfWriter::write(int, std::initializer_list<std::size_t>, std::initializer_list<std::size_t>,
                                  const std::int16_t*);
template void NetcdfWriter::write(int, std::initializer_list<std::size_t>, std::initializer_list<std::size_t>,
                                  const std::int32_t*);
template void NetcdfWriter::write(int, std::initializer_list<std::size_t>, std::initializer_list<std::size_t>,
                                  const float*);
template void NetcdfWriter::write(int, std::initializer_list<std::size_t>, std::initializer_list<std::size_t>,
                                  const double*);

void NetcdfWriter::close()
{
  const int status = nc_close(std::exchange(id_, -1));
  std::error_code error;
  if (status != NC_NOERR) {
    std::filesystem::remove(partial_, error);
    check(status);
  }
  std::filesystem::rename(partial_, path_, error);
  if (error) {
    std::error_code ignored;
    std::filesystem::remove(partial_, ignored);
    throw RunError(fmt::format("{}: cannot be put in place: {}", path_.string(), error.message()));
  }
}

}  // namespace rangifer::forcing
