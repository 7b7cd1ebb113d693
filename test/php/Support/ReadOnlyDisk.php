<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

/**
 * A file system that became read-only: `read-only:///path` shows `/path`, and changes nothing.
 */
final class ReadOnlyDisk
{
    private const NAME = 'read-only';

    /** @var resource|null */
    public $context;
    /** @var resource */
    private $file;

    public static function mount(string $folder): string
    {
        if (!in_array(self::NAME, stream_get_wrappers(), true)) {
            stream_wrapper_register(self::NAME, self::class);
        }
        return self::NAME . '://' . $folder;
    }

    // phpcs:disable PSR1.Methods.CamelCapsMethodName.NotCamelCaps
    public function stream_open(string $path, string $mode): bool
    {
        $file = strpbrk($mode, 'waxc+') === false ? fopen(self::real($path), $mode) : false;
        if ($file === false) {
            return false;
        }
        $this->file = $file;
        return true;
    }

    public function stream_read(int $count): string
    {
        return (string) fread($this->file, max(1, $count));
    }

    public function stream_eof(): bool
    {
        return feof($this->file);
    }

    /**
     * @return array<int|string, int>|false
     */
    public function stream_stat()
    {
        return fstat($this->file);
    }

    /**
     * @return array<int|string, int>|false
     */
    public function url_stat(string $path)
    {
        return @stat(self::real($path));
    }
    // phpcs:enable

    private static function real(string $path): string
    {
        return substr($path, strlen(self::NAME . '://'));
    }
}
