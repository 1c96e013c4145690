import './given.js';
import { inject } from 'vitest';
import { openOdoo } from '../../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../../lib/ledger/odoo/ledger.js';
import { ledgerContract } from '../../ledger/ledger-contract.js';

ledgerContract(
  'the ledger on this Odoo',
  async (newEventId) => odooLedger(openOdoo(inject('odoo')), { random: Math.random, newEventId }),
  inject('mark'),
);
