<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use UnexpectedValueException;

/**
 * Reads what is in a small tar archive, without the tools of the system.
 */
final class TarFile
{
    private const BLOCK = 512;

    /**
     * @return array<string, string> contents by name
     */
    public static function read(string $path): array
    {
        $bytes = (string) file_get_contents($path);
        $files = [];
        $long = null;
        for ($at = 0; $at + self::BLOCK <= strlen($bytes);) {
            $header = substr($bytes, $at, self::BLOCK);
            if (trim($header, "\0") === '') {
                break;
            }
            self::mustFit($header);
            $size = (int) octdec(trim(substr($header, 124, 12), "\0 "));
            $text = substr($bytes, $at + self::BLOCK, $size);
            if ($header[156] === 'L') {
                $long = rtrim($text, "\0");
            } else {
                $files[$long ?? rtrim(substr($header, 0, 100), "\0")] = $text;
                $long = null;
            }
            $at += self::BLOCK + intdiv($size + self::BLOCK - 1, self::BLOCK) * self::BLOCK;
        }
        return $files;
    }

    private static function mustFit(string $header): void
    {
        $sum = array_sum(array_map('ord', str_split(substr_replace($header, '        ', 148, 8))));
        if ($sum !== (int) octdec(trim(substr($header, 148, 8), "\0 "))) {
            throw new UnexpectedValueException('no header');
        }
    }
}
