import type { Dispute } from './objects.js';

type Opened = Pick<
  Dispute,
  'id' | 'amount' | 'charge' | 'created' | 'currency' | 'payment_intent'
> & { readonly inquiry: boolean };

const A_WEEK = 7 * 24 * 60 * 60;

/** A dispute for which nobody has moved money yet. */
export const newDispute = ({ inquiry, ...opened }: Opened): Dispute => ({
  ...opened,
  object: 'dispute',
  balance_transactions: [],
  enhanced_eligibility_types: [],
  evidence: noEvidence,
  evidence_details: {
    due_by: opened.created + A_WEEK,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted',
  },
  intended_submission_method: null,
  is_charge_refundable: inquiry,
  livemode: false,
  metadata: {},
  network_reason_code: '10.4',
  payment_method_details: {
    card: {
      brand: 'visa',
      case_type: inquiry ? 'inquiry' : 'chargeback',
      network: 'visa',
      network_reason_code: '10.4',
    },
    type: 'card',
  },
  reason: 'fraudulent',
  status: inquiry ? 'warning_needs_response' : 'needs_response',
});

const noEvidence: Dispute['evidence'] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
