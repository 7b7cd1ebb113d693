<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Envelope;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * RSA with OAEP: the public key lies where the web server's user reads it, the private one in a folder that root alone can
 * enter. A text has to be short: 214 bytes.
 */
final class RootEnvelope implements Envelope
{
    private const PRIVATE_KEY = 'envelope.key';
    private const PUBLIC_KEY = 'envelope.pub';
    /** OpenSSL makes no key without one, and not every machine has one. */
    private const SETTINGS = 'envelope.cnf';
    private const BITS = 2048;

    private string $folder;
    private string $rootFolder;

    /**
     * @param string $folder that the web server's user can enter
     */
    public function __construct(string $folder, string $rootFolder)
    {
        $this->folder = $folder;
        $this->rootFolder = $rootFolder;
    }

    /**
     * Called by root; does nothing where there are keys that belong together.
     *
     * @throws CannotRead
     */
    public function makeKeys(): void
    {
        $private = PrivateFile::read($this->privatePath());
        $public = $private === null ? null : self::publicOf($private);
        if ($public === null) {
            $private = $this->freshKey();
            $public = self::publicOf($private);
        }
        $isThere = PrivateFile::read($this->publicPath()) === $public;
        if ($public === null || (!$isThere && !PrivateFile::write($this->publicPath(), [$public]))) {
            throw self::broken();
        }
    }

    public function close(Secret $typed): string
    {
        $key = @openssl_pkey_get_public((string) PrivateFile::read($this->publicPath()));
        $closed = null;
        $isClosed = $key !== false && openssl_public_encrypt($typed->text(), $closed, $key, OPENSSL_PKCS1_OAEP_PADDING);
        return base64_encode(self::whole($isClosed, $closed));
    }

    public function open(string $closed): Secret
    {
        $key = @openssl_pkey_get_private((string) PrivateFile::read($this->privatePath()));
        $text = null;
        $bytes = (string) base64_decode($closed, true);
        $isOpen = $key !== false && openssl_private_decrypt($bytes, $text, $key, OPENSSL_PKCS1_OAEP_PADDING);
        return new Secret(self::whole($isOpen, $text), new About(), 0);
    }

    /**
     * @throws CannotRead
     */
    private function freshKey(): string
    {
        $settings = $this->rootFolder . '/' . self::SETTINGS;
        if (!PrivateFile::write($settings, ["\n"])) {
            throw self::broken();
        }
        $how = ['config' => $settings, 'private_key_bits' => self::BITS, 'private_key_type' => OPENSSL_KEYTYPE_RSA];
        $key = openssl_pkey_new($how);
        $private = null;
        $isMade = $key !== false && openssl_pkey_export($key, $private, null, $how);
        @unlink($settings);
        $text = self::whole($isMade, $private);
        if (!PrivateFile::write($this->privatePath(), [$text])) {
            throw self::broken();
        }
        return $text;
    }

    private static function publicOf(string $private): ?string
    {
        $key = @openssl_pkey_get_private($private);
        $details = $key === false ? false : openssl_pkey_get_details($key);
        return is_array($details) && is_string($details['key'] ?? null) ? $details['key'] : null;
    }

    /**
     * @param mixed $made by OpenSSL
     *
     * @throws CannotRead
     */
    private static function whole(bool $isMade, $made): string
    {
        if (!$isMade || !is_string($made)) {
            throw self::broken();
        }
        return $made;
    }

    private function privatePath(): string
    {
        return $this->rootFolder . '/' . self::PRIVATE_KEY;
    }

    private function publicPath(): string
    {
        return $this->folder . '/' . self::PUBLIC_KEY;
    }

    private static function broken(): CannotRead
    {
        return new CannotRead(CannotRead::FAILED, self::PUBLIC_KEY);
    }
}
